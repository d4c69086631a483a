import { Box, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import { sumOf, timelineOf } from './timeline.ts';
import type { ShownRun } from './use-run.ts';

/** When each agent worked, all on one axis, and what they took together. */
export function RunTimeline({ steps }: { steps: ShownRun['steps'] }) {
  const text = useText();
  const { count, usd, duration } = useFormats();
  const { wholeMs, bars } = timelineOf(steps);
  const { inputTokens, outputTokens, costUsd, retries } = sumOf(steps);
  return (
    <Paper withBorder p="sm">
      <Stack gap="xs">
        <Title order={2} size="h5">
          {text('run.timeline')}
        </Title>
        <Stack component="ul" gap={6} p={0} m={0}>
          {steps.map((step, index) => {
            const { beginMs, left, width } = bars[index] ?? { beginMs: 0, left: 0, width: 1 };
            return (
              // steps have no ids and keep their order
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <Box key={index} component="li" display="block">
                <Group justify="space-between" gap="xs">
                  <Text size="sm">{text(`agent.${step.agent}`)}</Text>
                  <Text size="xs" c="dimmed">
                    {text('run.when', { begin: duration(beginMs), length: duration(step.latencyMs) })}
                  </Text>
                </Group>
                <Box bg="var(--mantine-color-default-border)" bdrs="sm">
                  <Box
                    h={8}
                    bdrs="sm"
                    ml={`${left * 100}%`}
                    w={`${width * 100}%`}
                    bg={step.error ? 'var(--mantine-color-red-filled)' : 'var(--mantine-primary-color-light-color)'}
                  />
                </Box>
              </Box>
            );
          })}
        </Stack>
        {wholeMs > 0 && (
          <Group justify="space-between" aria-hidden="true">
            {[0, wholeMs / 2, wholeMs].map((ms, place) => (
              <Text key={place === 1 ? 'half' : String(place)} size="xs" c="dimmed">
                {duration(Math.round(ms))}
              </Text>
            ))}
          </Group>
        )}
        <Text size="sm" role="group" aria-label={text('run.total')}>
          {text('run.total')}: {usd(costUsd)} · {text('run.tokens', { input: count(inputTokens), output: count(outputTokens) })} ·{' '}
          {text('run.retried', { count: retries })}
        </Text>
      </Stack>
    </Paper>
  );
}
