import { useFragment } from '@apollo/client/react';
import { Alert, Anchor, Button, Group, List, NumberInput, Progress, Stack, Text } from '@mantine/core';
import { type Ref, useState } from 'react';
import { useIntl } from 'react-intl';
import { Link } from 'wouter';
import { useText } from '../../i18n/language.tsx';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { type DecisionReplayCardFragment, DecisionReplayCardFragmentDoc } from './decision-replay.generated.ts';
import { Problem } from './problem.tsx';
import type { Proposal } from './reply-draft.ts';
import { useDecisionReplay } from './use-decision-replay.ts';

/** What would have become of the latest decisions under what stands in the form, before it is saved. */
export function DecisionReplayPanel({
  beginRef,
  proposal,
  last,
  maxErrorRate,
  isRequired,
}: {
  beginRef: Ref<HTMLButtonElement>;
  proposal: Proposal;
  last: number;
  maxErrorRate: number;
  isRequired: boolean;
}) {
  const text = useText();
  const { replay, isRunning, isGone, lookAgain, isBusy, problem, begin, stop } = useDecisionReplay();
  const [replayed, setReplayed] = useState('');
  const [maxCost, setMaxCost] = useState<number | string>(0);
  const now = JSON.stringify(proposal);
  const { data, complete } = useFragment({
    fragment: DecisionReplayCardFragmentDoc,
    fragmentName: 'DecisionReplayCard',
    from: replay,
    variables: useScopeVariables('readRuns'),
  });
  const onBegin = () => {
    setReplayed(now);
    void begin({ ...proposal, last, maxErrorRate, maxCostUsd: Number(maxCost) });
  };
  return (
    <Stack gap="xs" component="section" aria-label={text('decisionReplay.title')}>
      <Text size="sm">{text(isRequired ? 'decisionReplay.required' : 'decisionReplay.hint')}</Text>
      <Group align="end">
        <NumberInput label={text('decisionReplay.maxCost')} value={maxCost} onChange={setMaxCost} min={0} prefix="$ " />
        <Button ref={beginRef} variant="light" loading={isBusy} disabled={isRunning} onClick={onBegin}>
          {text('decisionReplay.begin', { last })}
        </Button>
        {isRunning && (
          <Button variant="subtle" color="gray" onClick={() => void stop()}>
            {text('decisionReplay.stop')}
          </Button>
        )}
      </Group>
      <Problem words={isGone ? text('decisionReplay.gone') : problem} />
      {lookAgain && (
        <Button variant="default" size="xs" w="fit-content" onClick={lookAgain}>
          {text('state.retry')}
        </Button>
      )}
      {replay && complete && <Outcome replay={data} isOutdated={replayed !== now} />}
    </Stack>
  );
}

function Outcome({ replay, isOutdated }: { replay: DecisionReplayCardFragment; isOutdated: boolean }) {
  const text = useText();
  const { formatNumber } = useIntl();
  const usd = (value: number | null | undefined) =>
    value == null ? '–' : formatNumber(value, { style: 'currency', currency: 'USD', maximumFractionDigits: 4 });
  const ms = (value: number | null | undefined) => (value == null ? '–' : `${formatNumber(value)} ms`);
  const { inForce, proposed, madeThen, madeNow } = replay;
  if (replay.status === 'FAILED') return <Problem words={replay.failure ?? text('decisionReplay.failed')} />;
  if (!inForce || !proposed)
    return (
      <Stack gap={4} role="status">
        <Text size="sm">{text('decisionReplay.running', { done: replay.done, decisions: replay.decisions })}</Text>
        <Progress value={(100 * replay.done) / Math.max(1, replay.decisions)} aria-label={text('decisionReplay.title')} />
      </Stack>
    );
  return (
    <Alert
      role="status"
      color={replay.passes ? 'teal' : 'orange'}
      title={text(replay.passes ? 'decisionReplay.passes' : 'decisionReplay.fails')}
    >
      <Stack gap="xs">
        {isOutdated && <Text size="sm">{text('decisionReplay.outdated')}</Text>}
        <Text size="sm">{text('decisionReplay.then', { ...inForce, decisions: replay.decisions })}</Text>
        <Text size="sm">{text('decisionReplay.now', { ...proposed })}</Text>
        <Text size="sm">
          {text('decisionReplay.making', {
            costThen: usd(madeThen?.costUsd),
            costNow: usd(madeNow?.costUsd),
            latencyThen: ms(madeThen?.latencyP95Ms),
            latencyNow: ms(madeNow?.latencyP95Ms),
            spent: usd(replay.costUsd),
          })}
        </Text>
        <Text size="sm">{text('decisionReplay.flips', { count: replay.flipCount })}</Text>
        <List size="sm">
          {replay.flips.map((flip, index) => {
            const words = text('decisionReplay.flip', {
              from: text(flip.sentThen ? 'decisionReplay.sent' : 'decisionReplay.held'),
              to: text(flip.sentNow ? 'decisionReplay.sent' : 'decisionReplay.held'),
              intent: text(`intent.${flip.intent ?? 'GENERAL'}`),
            });
            return (
              <List.Item key={flip.run?.id ?? index}>
                {flip.run ? (
                  <Anchor component={Link} c="inherit" fz="inherit" underline="always" href={`~/runs/${flip.run.id}`}>
                    {words}
                  </Anchor>
                ) : (
                  words
                )}
              </List.Item>
            );
          })}
        </List>
      </Stack>
    </Alert>
  );
}
