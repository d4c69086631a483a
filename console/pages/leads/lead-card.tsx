import type { FragmentType } from '@apollo/client';
import { Badge, Box, Group, Paper, Text } from '@mantine/core';
import { Link } from 'wouter';
import { useRow } from '../../api/use-row.ts';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { LeadCardMenu } from './lead-card-menu.tsx';
import { type LeadRowFragment, LeadRowFragmentDoc } from './leads.generated.ts';

export function LeadCard({ lead }: { lead: FragmentType<LeadRowFragment> & { id: string } }) {
  const text = useText();
  const mayWrite = useSession().may('leads:write');
  const data = useRow({
    fragment: LeadRowFragmentDoc,
    fragmentName: 'LeadRow',
    from: lead,
    variables: useScopeVariables('readCrm'),
  });
  if (!data) return null;
  const name = data.contact?.displayName ?? text('contact.unknown');
  const links = data.crmLinks ?? [];
  const troubled = links.filter(({ status }) => status === 'FAILED' || status === 'CONFLICT');
  return (
    <Paper component="li" withBorder className="row" data-lead={data.id}>
      <Group gap={0} wrap="nowrap" align="flex-start">
        <Box component={Link} href={`/${data.id}`} className="row-link" data-part="link" flex={1} miw={0}>
          <Group justify="space-between" wrap="nowrap" gap="xs">
            <Text fw={600} truncate>
              {name}
            </Text>
            <Text fw={700} aria-label={text('lead.pointsOf', { points: data.points })}>
              {data.points}
            </Text>
          </Group>
          <Text size="sm" c="dimmed">
            {[data.contact && text(`platform.${data.contact.platform}`), text(`stage.${data.stage}`)].filter(Boolean).join(' · ')}
          </Text>
          <Group justify="space-between" gap="xs">
            <Text size="xs" c="dimmed">
              <TimeAgo at={data.updatedAt} />
            </Text>
            {data.override && (
              <Badge size="sm" variant="outline" color="gray" tt="none">
                {text('lead.set')}
              </Badge>
            )}
            {troubled.length > 0 && (
              <Text size="xs" c="var(--mantine-color-red-light-color)">
                {text('lead.notInCrm')}
              </Text>
            )}
          </Group>
        </Box>
        {mayWrite && <LeadCardMenu lead={data} name={name} />}
      </Group>
    </Paper>
  );
}
