import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { TierBadge } from '../../components/ui/tier-badge.tsx';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { type LeadStandingFragment, LeadStandingFragmentDoc } from './lead.generated.ts';
import { OverrideForm } from './override-form.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { STAGE_MOVES } from './stage-moves.ts';
import { useLeadChanges } from './use-lead-changes.ts';

/** The tier and the stage, and where the role allows it how to change them. */
export function LeadStanding({ lead }: { lead: FragmentType<LeadStandingFragment> & { id: string } }) {
  const text = useText();
  const mayWrite = useSession().may('leads:write');
  const { problem, isBusy, override, clear, setStage } = useLeadChanges(lead.id);
  const { data, complete } = useFragment({ fragment: LeadStandingFragmentDoc, fragmentName: 'LeadStanding', from: lead });
  if (!complete) return null;
  return (
    <Paper component="section" withBorder p="md" aria-labelledby="standing-title">
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h5" id="standing-title">
            {text('leads.tier')}
          </Title>
          <TierBadge tier={data.tier} isSet={data.override !== null} />
        </Group>
        <ProblemAlert problem={problem} />
        {data.override && (
          <Text size="sm">
            {text('lead.setBy', { name: data.override.by?.displayName ?? text('contact.unknown') })}{' '}
            <TimeAgo at={data.override.at} />: <span className="as-written">{data.override.reason}</span>
          </Text>
        )}
        {mayWrite && <OverrideForm tier={data.tier} isBusy={isBusy} onOverride={override} />}
        {mayWrite && data.override && (
          <Button variant="light" w="fit-content" loading={isBusy} onClick={() => void clear()}>
            {text('lead.clear')}
          </Button>
        )}
        <Title order={2} size="h5">
          {text('leads.stage')}: {text(`stage.${data.stage}`)}
        </Title>
        {mayWrite && (
          <Group gap="xs">
            {STAGE_MOVES[data.stage].map((stage) => (
              <Button key={stage} size="xs" variant="light" disabled={isBusy} onClick={() => void setStage(stage)}>
                {text('lead.toStage', { stage: text(`stage.${stage}`) })}
              </Button>
            ))}
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
