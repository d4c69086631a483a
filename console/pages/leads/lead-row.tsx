import type { FragmentType } from '@apollo/client';
import { Anchor, Table } from '@mantine/core';
import { Link } from 'wouter';
import { useRow } from '../../api/use-row.ts';
import { TierBadge } from '../../components/ui/tier-badge.tsx';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import type { RowPlace } from '../../components/ui/virtual-list/virtual-table.tsx';
import { useText } from '../../i18n/language.tsx';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { CrmLinks } from './crm-links.tsx';
import { type LeadRowFragment, LeadRowFragmentDoc } from './leads.generated.ts';

interface Properties {
  readonly lead: FragmentType<LeadRowFragment> & { readonly id: string };
  readonly place: RowPlace;
}

export function LeadRow({ lead, place }: Properties) {
  const text = useText();
  const data = useRow({
    fragment: LeadRowFragmentDoc,
    fragmentName: 'LeadRow',
    from: lead,
    variables: useScopeVariables('readCrm'),
  });
  if (!data) return null;
  return (
    <Table.Tr {...place}>
      <Table.Td>
        <Anchor component={Link} href={`/${data.id}`}>
          {data.contact?.displayName ?? text('contact.unknown')}
        </Anchor>
      </Table.Td>
      <Table.Td>
        <TierBadge tier={data.tier} isSet={data.override !== null} />
      </Table.Td>
      <Table.Td>{data.points}</Table.Td>
      <Table.Td>{text(`stage.${data.stage}`)}</Table.Td>
      <Table.Td>
        <CrmLinks links={data.crmLinks} />
      </Table.Td>
      <Table.Td className="nowrap">
        <TimeAgo at={data.updatedAt} />
      </Table.Td>
    </Table.Tr>
  );
}
