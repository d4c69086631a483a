import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Anchor, Badge, Group, Table } from '@mantine/core';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { type LeadRowFragment, LeadRowFragmentDoc } from './leads.generated.ts';

const TIER_COLOURS = { HOT: 'red', WARM: 'orange', COLD: 'gray' } as const;
const LINK_COLOURS: Readonly<Record<string, string>> = { SYNCED: 'teal', FAILED: 'red' };

export function LeadRow({ lead }: { lead: FragmentType<LeadRowFragment> & { id: string } }) {
  const text = useText();
  const { data, complete } = useFragment({
    fragment: LeadRowFragmentDoc,
    fragmentName: 'LeadRow',
    from: lead,
    variables: useScopeVariables('readCrm'),
  });
  if (!complete) return null;
  return (
    <Table.Tr>
      <Table.Td>{data.contact?.displayName ?? text('contact.unknown')}</Table.Td>
      <Table.Td>
        <Badge color={TIER_COLOURS[data.tier]} variant="light">
          {text(`tier.${data.tier}`)}
        </Badge>
      </Table.Td>
      <Table.Td>{data.points}</Table.Td>
      <Table.Td>{text(`stage.${data.stage}`)}</Table.Td>
      <Table.Td>
        <Group gap={6}>
          {data.crmLinks?.map(({ id, status, url, connection }) => (
            <Badge key={id} variant="light" color={LINK_COLOURS[status] ?? 'gray'} tt="none">
              {url ? (
                <Anchor href={url} inherit c="inherit" underline="always" target="_blank" rel="noreferrer">
                  {connection.displayName}
                </Anchor>
              ) : (
                connection.displayName
              )}
            </Badge>
          ))}
        </Group>
      </Table.Td>
      <Table.Td className="nowrap">
        <TimeAgo at={data.updatedAt} />
      </Table.Td>
    </Table.Tr>
  );
}
