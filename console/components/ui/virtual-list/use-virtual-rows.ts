import { measureElement, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { rowsAndSpaces, withRow } from './rows-and-spaces.ts';

/** What a list of any length has to say of itself. */
export interface LongList<Item extends { readonly id: string }> {
  readonly items: readonly Item[];
  /** Null: nobody counted. */
  readonly totalCount?: number | null;
  readonly hasMore: boolean;
  /** Fetches the next rows. It is called as the end comes near; when it fails, the reader is asked. */
  readonly showMore: () => Promise<{ readonly error?: unknown }>;
  /** The row that stays in view when another is opened. */
  readonly openId?: string | null;
}

/** Drawn beyond what is seen, so that Tab finds the next row and a quick turn of the wheel finds no gap. */
const OVERSCAN_ROWS = 8;
/** This far before the end the next rows are fetched. */
const AHEAD_ROWS = 30;

/** Draws the rows of a list that can be seen, however long it is, and fetches more of it as its end comes near. */
export function useVirtualRows<Item extends { readonly id: string }>(list: LongList<Item>, estimatedRowPx: number) {
  const { items, hasMore, showMore, openId = null } = list;
  const scroller = useRef<HTMLDivElement>(null);
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const [more, setMore] = useState<'IDLE' | 'FETCHING' | 'FAILED'>('IDLE');
  const focusedRow = useMemo(() => (focusedId === null ? -1 : items.findIndex(({ id }) => id === focusedId)), [items, focusedId]);
  // another function has every row placed anew, and a list is drawn with each step of a scroll
  const getItemKey = useCallback((row: number) => items[row]?.id ?? row, [items]);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimatedRowPx,
    getItemKey,
    rangeExtractor: ({ startIndex, endIndex, count }) => [
      ...withRow(Math.max(0, startIndex - OVERSCAN_ROWS), Math.min(count - 1, endIndex + OVERSCAN_ROWS), focusedRow),
    ],
    // a list that is hidden, on a phone behind what is open, has rows of no height: with these it would come back empty
    measureElement: (row, entry, instance) => measureElement(row, entry, instance) || estimatedRowPx,
    // React says itself when it draws: a forced drawing inside another is an error of its own
    useFlushSync: false,
  });
  const drawn = virtualizer.getVirtualItems();
  const lastSeen = virtualizer.range?.endIndex ?? 0;
  const isNearEnd = drawn.length > 0 && lastSeen >= items.length - AHEAD_ROWS;

  const fetchMore = (): void => {
    setMore('FETCHING');
    showMore().then(
      // an answer without its rows would be asked for again at once, and for ever
      ({ error }) => setMore(error ? 'FAILED' : 'IDLE'),
      () => setMore('FAILED'),
    );
  };
  const latestFetch = useRef(fetchMore);
  latestFetch.current = fetchMore;
  useEffect(() => {
    if (hasMore && isNearEnd && more === 'IDLE') latestFetch.current();
  }, [hasMore, isNearEnd, more]);

  const openRow = useRef(-1);
  openRow.current = openId === null ? -1 : items.findIndex(({ id }) => id === openId);
  useEffect(() => {
    if (openId !== null && openRow.current >= 0) virtualizer.scrollToIndex(openRow.current, { align: 'auto' });
  }, [openId, virtualizer]);

  return {
    scroller,
    pieces: rowsAndSpaces(drawn, virtualizer.getTotalSize()),
    measure: virtualizer.measureElement,
    more,
    fetchMore,
    /** For whatever holds the rows. */
    focus: {
      onFocus: (event: React.FocusEvent) => {
        const row = event.target.closest('[data-index]')?.getAttribute('data-index');
        setFocusedId(row == null ? null : (items[Number(row)]?.id ?? null));
      },
      onBlur: () => setFocusedId(null),
    },
  };
}
