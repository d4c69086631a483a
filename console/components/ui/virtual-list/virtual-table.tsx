import './virtual-list.css';
import { Table } from '@mantine/core';
import type { ReactNode, Ref } from 'react';
import { MoreRows } from './more-rows.tsx';
import { type LongList, useVirtualRows } from './use-virtual-rows.ts';

/** For the row's `tr`: by these it is found and measured. */
export interface RowPlace {
  readonly ref: Ref<HTMLTableRowElement>;
  readonly 'data-index': number;
  readonly 'aria-rowindex': number;
}

interface Properties<Item extends { readonly id: string }> extends LongList<Item> {
  readonly heads: readonly string[];
  /** One `tr`, with `place` spread on it and the item's id as key. */
  readonly children: (item: Item, place: RowPlace) => ReactNode;
}

const ROW_PX = 44;

/** A table of any length, of which only what can be seen is drawn. */
export function VirtualTable<Item extends { readonly id: string }>({ heads, children, ...list }: Properties<Item>) {
  const { items, hasMore } = list;
  const { scroller, pieces, measure, more, fetchMore, focus } = useVirtualRows(list, ROW_PX);
  // its head is a row too
  const count = list.totalCount == null && hasMore ? -1 : Math.max(items.length, list.totalCount ?? 0) + 1;
  return (
    <div ref={scroller} className="virtual-scroll">
      <Table miw={640} aria-rowcount={count}>
        <Table.Thead className="virtual-head">
          <Table.Tr aria-rowindex={1}>
            {heads.map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody {...focus}>
          {pieces.map((piece) => {
            if ('spacePx' in piece)
              return <Space key={`space-${pieces.indexOf(piece)}`} px={piece.spacePx} columns={heads.length} />;
            const item = items[piece.row];
            return item && children(item, { ref: measure, 'data-index': piece.row, 'aria-rowindex': piece.row + 2 });
          })}
        </Table.Tbody>
      </Table>
      <MoreRows more={more} onAgain={fetchMore} />
    </div>
  );
}

const Space = ({ px, columns }: { px: number; columns: number }) => (
  <tr aria-hidden className="virtual-space">
    <td colSpan={columns} style={{ height: px }} />
  </tr>
);
