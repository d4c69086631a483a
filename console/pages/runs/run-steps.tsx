import { Badge, Button, Code, CopyButton, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import type { ShownRun } from './use-run.ts';

type Step = ShownRun['steps'][number];

/** Each agent's step: who answered, what it took, what went wrong, and, for who may read it, the words. */
export function RunSteps({ steps }: { steps: ShownRun['steps'] }) {
  const text = useText();
  return (
    <Stack gap="xs">
      <Title order={2} size="h5">
        {text('run.steps')}
      </Title>
      <Stack component="ol" gap="xs" p={0} m={0}>
        {steps.map((step, index) => (
          // steps have no ids and keep their order
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <Paper key={index} component="li" withBorder p="sm" display="block" aria-label={text(`agent.${step.agent}`)}>
            <RunStep step={step} />
          </Paper>
        ))}
      </Stack>
    </Stack>
  );
}

function RunStep({ step }: { step: Step }) {
  const text = useText();
  const { count, usd, duration } = useFormats();
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
      <Text size="sm">
        {step.provider} · {step.model}
        {step.inputTokens + step.outputTokens > 0 &&
          ` · ${text('run.tokens', { input: count(step.inputTokens), output: count(step.outputTokens) })}`}
      </Text>
      {step.error && (
        <Text size="sm" role="note">
          {text('run.error', { message: step.error })}
        </Text>
      )}
      {step.input && <StepText label={text('run.input')} words={step.input} />}
      {step.output && <StepText label={text('run.output')} words={step.output} />}
    </Stack>
  );
}

function StepText({ label, words }: { label: string; words: string }) {
  const text = useText();
  return (
    <details>
      <summary>{label}</summary>
      <Code block tabIndex={0} mah={320} aria-label={label}>
        {words}
      </Code>
      <CopyButton value={words}>
        {({ copied, copy }) => (
          <Button variant="subtle" size="compact-sm" onClick={copy} aria-label={`${text('run.copy')}: ${label}`}>
            {text(copied ? 'run.copied' : 'run.copy')}
          </Button>
        )}
      </CopyButton>
    </details>
  );
}
