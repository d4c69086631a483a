import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Anchor, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { signalName } from '../../components/ui/signal-name.ts';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { type LeadHistoryFragment, LeadHistoryFragmentDoc } from './lead.generated.ts';
import { ScoreLine } from './score-line.tsx';

/** The scores over time; the signals of the one that is chosen, the latest unless one is. */
export function LeadHistory({ lead }: { lead: FragmentType<LeadHistoryFragment> & { id: string } }) {
  const text = useText();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const { data, complete } = useFragment({
    fragment: LeadHistoryFragmentDoc,
    fragmentName: 'LeadHistory',
    from: lead,
    variables: useScopeVariables('readPersonalData', 'readRuns'),
  });
  if (!complete) return null;
  const scores = data.scores.nodes;
  const chosen = scores.find(({ id }) => id === chosenId) ?? scores[0];
  if (!chosen) return null;
  return (
    <Paper component="section" withBorder p="md" aria-labelledby="score-title">
      <Stack gap="sm">
        <Title order={2} size="h5" id="score-title">
          {text('lead.score')}
        </Title>
        <ScoreLine scores={scores.toReversed()} chosenId={chosen.id} onChoose={setChosenId} />
        <Text>
          <strong>{text('lead.pointsOf', { points: chosen.points })}</strong>{' '}
          <Text span c="dimmed">
            <TimeAgo at={chosen.scoredAt} /> ·{' '}
            {chosen.modelVersion === null ? text('lead.byRules') : text('lead.byModel', { version: chosen.modelVersion })}
          </Text>
          {chosen.run && (
            <>
              {' · '}
              <Anchor component={Link} href={`~/runs/${chosen.run.id}`}>
                {text('lead.run')}
              </Anchor>
            </>
          )}
        </Text>
        <Table.ScrollContainer minWidth={280}>
          <Table aria-label={text('lead.signals')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{text('lead.signal')}</Table.Th>
                <Table.Th ta="right">{text('leads.points')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {chosen.signals.map(({ name, points, evidence }) => (
                <Table.Tr key={`${name}-${evidence}`}>
                  <Table.Td>
                    {signalName(name, text)}
                    {evidence && (
                      <Text size="sm" c="dimmed" className="as-written">
                        “{evidence}”
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td ta="right">{points > 0 ? `+${points}` : points}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Stack>
    </Paper>
  );
}
