import './virtual-list.css';
import { Box } from '@mantine/core';
import type { ReactNode } from 'react';
import { MoreRows } from './more-rows.tsx';
import { type LongList, useVirtualRows } from './use-virtual-rows.ts';

interface Properties<Item extends { readonly id: string }> extends LongList<Item> {
  /** What stands in the row: no list item, it is in one. */
  readonly children: (item: Item) => ReactNode;
}

const ROW_PX = 84;

/** A list of any length, of which only what can be seen is drawn. */
export function VirtualList<Item extends { readonly id: string }>({ children, ...list }: Properties<Item>) {
  const { items, hasMore } = list;
  const { scroller, pieces, measure, more, fetchMore, focus } = useVirtualRows(list, ROW_PX);
  const count = Math.max(items.length, list.totalCount ?? 0);
  const setSize = list.totalCount == null && hasMore ? -1 : count;
  return (
    <div ref={scroller} className="virtual-scroll">
      <Box component="ul" className="virtual-list" {...focus}>
        {pieces.map((piece) => {
          if ('spacePx' in piece) return <Space key={`space-${pieces.indexOf(piece)}`} px={piece.spacePx} />;
          const item = items[piece.row];
          return (
            item && (
              <li key={item.id} ref={measure} data-index={piece.row} aria-setsize={setSize} aria-posinset={piece.row + 1}>
                {children(item)}
              </li>
            )
          );
        })}
      </Box>
      <MoreRows more={more} onAgain={fetchMore} />
    </div>
  );
}

const Space = ({ px }: { px: number }) => <li aria-hidden className="virtual-space" style={{ height: px }} />;
