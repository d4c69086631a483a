import { Alert, Anchor, Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useIntl } from 'react-intl';
import { Link } from 'wouter';
import { PageState } from '../../components/ui/page-state.tsx';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import { RunSteps } from './run-steps.tsx';
import { RunTimeline } from './run-timeline.tsx';
import { sumOf } from './timeline.ts';
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
          <RunTrouble run={run} />
          {run.message && (
            <Paper withBorder p="sm">
              <Title order={2} size="h5">
                {text('run.message')}
              </Title>
              <Text className="as-written">{run.message.text}</Text>
            </Paper>
          )}
          {run.steps.length === 0 ? (
            <Text>{text('run.noSteps')}</Text>
          ) : (
            <>
              <RunTimeline steps={run.steps} />
              <RunSteps steps={run.steps} />
            </>
          )}
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
  const { formatDisplayName } = useIntl();
  const facts: readonly (readonly [string, string])[] = [
    [text('review.intent'), run.intent ? `${text(`intent.${run.intent}`)} (${share(run.intentConfidence)})` : '–'],
    [text('run.platform'), run.platform ? text(`platform.${run.platform}`) : '–'],
    [text('review.language'), run.language ? (formatDisplayName(run.language, { type: 'language' }) ?? run.language) : '–'],
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
        {run.conversation?.lead && (
          <Anchor component={Link} href={`~/leads/${run.conversation.lead.id}`}>
            {text('run.lead')}
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

/** What went wrong, in words, above everything else. */
function RunTrouble({ run }: { run: ShownRun }) {
  const text = useText();
  const { failed } = sumOf(run.steps);
  if (run.status !== 'FAILED' && failed === 0) return null;
  return (
    <Alert color={run.status === 'FAILED' ? 'red' : 'yellow'}>
      {run.status === 'FAILED' && text('run.FAILED')} {failed > 0 && text('run.failedSteps', { count: failed })}
    </Alert>
  );
}
