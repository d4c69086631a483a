import { Badge, Box, Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import type { ShownRun } from './use-run.ts';

type Step = ShownRun['steps'][number];

/** Each agent's step, on one scale of time: what ran at once stands one below the other. */
export function RunSteps({ run }: { run: ShownRun }) {
  const text = useText();
  const starts = run.steps.map(({ startedAt }) => Date.parse(startedAt));
  const first = Math.min(...starts);
  const last = Math.max(...run.steps.map(({ latencyMs }, index) => (starts[index] ?? first) + latencyMs));
  const whole = Math.max(1, last - first);
  return (
    <Stack gap="xs">
      <Title order={2} size="h5">
        {text('run.steps')}
      </Title>
      {run.steps.length === 0 ? (
        <Text>{text('run.noSteps')}</Text>
      ) : (
        <Stack component="ol" gap="xs" p={0} m={0}>
          {run.steps.map((step, index) => (
            // steps have no ids and keep their order
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <Paper key={index} component="li" withBorder p="sm" display="block" aria-label={text(`agent.${step.agent}`)}>
              <RunStep step={step} begin={((starts[index] ?? first) - first) / whole} length={step.latencyMs / whole} />
            </Paper>
          ))}
        </Stack>
      )}
    </Stack>
  );
}

function RunStep({ step, begin, length }: { step: Step; begin: number; length: number }) {
  const text = useText();
  const { count, usd, duration } = useFormats();
  const left = Math.min(0.99, begin);
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Text fw={600}>{text(`agent.${step.agent}`)}</Text>
          {step.cached && <Badge variant="outline">{text('run.cached')}</Badge>}
          {step.attempts > 1 && <Badge variant="outline">{text('run.attempts', { count: step.attempts })}</Badge>}
        </Group>
        <Text size="sm">
          {duration(step.latencyMs)} · {usd(step.costUsd)}
        </Text>
      </Group>
      <Box
        h={6}
        aria-hidden="true"
        bd="0"
        bdrs="sm"
        ml={`${left * 100}%`}
        w={`${Math.max(1, Math.min(length, 1 - left) * 100)}%`}
        bg="var(--mantine-primary-color-light-color)"
      />
      <Text size="sm">
        {step.provider} · {step.model} ·{' '}
        {text('run.tokens', { input: count(step.inputTokens), output: count(step.outputTokens) })}
      </Text>
      {step.error && (
        <Text size="sm" role="note">
          {text('run.error', { message: step.error })}
        </Text>
      )}
      {step.input != null && <StepText label={text('run.input')} words={step.input} />}
      {step.output != null && <StepText label={text('run.output')} words={step.output} />}
    </Stack>
  );
}

function StepText({ label, words }: { label: string; words: string }) {
  return (
    <details>
      <summary>{label}</summary>
      <Code block tabIndex={0} mah={320}>
        {words}
      </Code>
    </details>
  );
}
