import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Group, Paper, Text } from '@mantine/core';
import { Link } from 'wouter';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { type LeadRowFragment, LeadRowFragmentDoc } from './leads.generated.ts';

export function LeadCard({ lead }: { lead: FragmentType<LeadRowFragment> & { id: string } }) {
  const text = useText();
  const { data, complete } = useFragment({
    fragment: LeadRowFragmentDoc,
    fragmentName: 'LeadRow',
    from: lead,
    variables: useScopeVariables('readCrm'),
  });
  if (!complete) return null;
  const links = data.crmLinks ?? [];
  const troubled = links.filter(({ status }) => status === 'FAILED' || status === 'CONFLICT');
  return (
    <Paper component="li" withBorder className="row">
      <Link href={`/${data.id}`} className="row-link">
        <Group justify="space-between" wrap="nowrap" gap="xs">
          <Text fw={600} truncate>
            {data.contact?.displayName ?? text('contact.unknown')}
          </Text>
          <Text fw={700} aria-label={text('lead.pointsOf', { points: data.points })}>
            {data.points}
          </Text>
        </Group>
        <Text size="sm" c="dimmed">
          {[
            data.contact && text(`platform.${data.contact.platform}`),
            text(`stage.${data.stage}`),
            data.override && text('lead.set'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
        <Group justify="space-between" gap="xs">
          <Text size="xs" c="dimmed">
            <TimeAgo at={data.updatedAt} />
          </Text>
          {troubled.length > 0 && (
            <Text size="xs" c="var(--mantine-color-red-light-color)">
              {text('lead.notInCrm')}
            </Text>
          )}
        </Group>
      </Link>
    </Paper>
  );
}
