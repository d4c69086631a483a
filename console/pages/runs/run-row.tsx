import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Anchor, Table } from '@mantine/core';
import { Link } from 'wouter';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import { type RunRowFragment, RunRowFragmentDoc } from './runs.generated.ts';

export function RunRow({ run }: { run: FragmentType<RunRowFragment> & { id: string } }) {
  const text = useText();
  const { share, usd, duration } = useFormats();
  const { data, complete } = useFragment({ fragment: RunRowFragmentDoc, fragmentName: 'RunRow', from: run });
  if (!complete) return null;
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} href={`/${data.id}`}>
          {text(`runStatus.${data.status}`)}
        </Anchor>
      </Table.Td>
      <Table.Td>{data.intent ? text(`intent.${data.intent}`) : '–'}</Table.Td>
      <Table.Td>{share(data.confidence)}</Table.Td>
      <Table.Td>{usd(data.costUsd)}</Table.Td>
      <Table.Td>{duration(data.latencyMs)}</Table.Td>
      <Table.Td className="nowrap">
        <TimeAgo at={data.createdAt} />
      </Table.Td>
    </Table.Tr>
  );
}
