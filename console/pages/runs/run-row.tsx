import type { FragmentType } from '@apollo/client';
import { Anchor, Table } from '@mantine/core';
import { Link } from 'wouter';
import { useRow } from '../../api/use-row.ts';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useFormats } from '../../components/ui/use-formats.ts';
import type { RowPlace } from '../../components/ui/virtual-list/virtual-table.tsx';
import { useText } from '../../i18n/language.tsx';
import { type RunRowFragment, RunRowFragmentDoc } from './runs.generated.ts';

interface Properties {
  readonly run: FragmentType<RunRowFragment> & { readonly id: string };
  readonly place: RowPlace;
}

export function RunRow({ run, place }: Properties) {
  const text = useText();
  const { share, usd, duration } = useFormats();
  const data = useRow({ fragment: RunRowFragmentDoc, fragmentName: 'RunRow', from: run });
  if (!data) return null;
  return (
    <Table.Tr {...place}>
      <Table.Td>
        <Anchor component={Link} href={`/${data.id}`}>
          {text(`runStatus.${data.status}`)}
        </Anchor>
      </Table.Td>
      <Table.Td>{data.intent ? text(`intent.${data.intent}`) : '–'}</Table.Td>
      <Table.Td>{data.platform ? text(`platform.${data.platform}`) : '–'}</Table.Td>
      <Table.Td>{share(data.confidence)}</Table.Td>
      <Table.Td>{usd(data.costUsd)}</Table.Td>
      <Table.Td>{duration(data.latencyMs)}</Table.Td>
      <Table.Td className="nowrap">
        <TimeAgo at={data.createdAt} />
      </Table.Td>
    </Table.Tr>
  );
}
