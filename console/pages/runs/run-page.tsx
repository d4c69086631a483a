import { Anchor, Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import { PageState } from '../../components/ui/page-state.tsx';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import { RunSteps } from './run-steps.tsx';
import { type ShownRun, useRun } from './use-run.ts';

/** One pass of the agents over a message: what came of it, and each step on the way. */
export function RunPage({ id }: { id: string }) {
  const text = useText();
  const { run, error, retry } = useRun(id);
  return (
    <Stack gap="sm">
      <Anchor component={Link} href="/">
        {text('run.back')}
      </Anchor>
      <Title order={1} size="h3">
        {text('run.title')}
      </Title>
      {run ? (
        <>
          <RunHead run={run} />
          <RunSteps run={run} />
          {run.draft && (
            <Paper withBorder p="sm">
              <Title order={2} size="h5">
                {text('review.draft')}
              </Title>
              <Text className="as-written">{run.draft.text}</Text>
            </Paper>
          )}
        </>
      ) : run === null && !error ? (
        <PageState state="empty" message={text('run.gone')} />
      ) : (
        <PageState state={error ? 'failed' : 'loading'} onRetry={() => void retry()} />
      )}
    </Stack>
  );
}

function RunHead({ run }: { run: ShownRun }) {
  const text = useText();
  const { share, usd, duration } = useFormats();
  const facts: readonly (readonly [string, string])[] = [
    [text('review.intent'), run.intent ? `${text(`intent.${run.intent}`)} (${share(run.intentConfidence)})` : '–'],
    [text('review.language'), run.language ?? '–'],
    [text('review.confidence'), share(run.confidence)],
    [text('run.threshold'), share(run.threshold)],
    [text('review.cost'), usd(run.costUsd)],
    [text('review.latency'), duration(run.latencyMs)],
  ];
  return (
    <Stack gap="xs">
      <Group gap="md">
        <Badge variant="outline">{text(`runStatus.${run.status}`)}</Badge>
        {run.draft?.fromCache && <Badge variant="outline">{text('run.fromCache')}</Badge>}
        <Text size="sm">
          <TimeAgo at={run.createdAt} />
        </Text>
        {run.review && (
          <Anchor component={Link} href={`~/review/${run.review.id}`}>
            {text('run.review')}
          </Anchor>
        )}
        {run.conversation && (
          <Anchor component={Link} href={`~/conversations/${run.conversation.id}`}>
            {text('lead.conversation')}
          </Anchor>
        )}
      </Group>
      <Group gap="lg">
        {facts.map(([name, value]) => (
          <Stack key={name} gap={0} role="group" aria-label={name}>
            <Text size="xs">{name}</Text>
            <Text fw={600}>{value}</Text>
          </Stack>
        ))}
      </Group>
    </Stack>
  );
}
