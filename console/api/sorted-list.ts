/** A row's place: its value in the list's order, and its id where two have the same. */
export type SortKey = readonly [value: string | number, id: string];

export type Direction = 'ASCENDING' | 'DESCENDING';

export function compareKeys([a, aId]: SortKey, [b, bId]: SortKey, direction: Direction): number {
  const ascending = a < b ? -1 : a > b ? 1 : 0;
  return (direction === 'ASCENDING' ? ascending : -ascending) || (aId < bId ? -1 : aId > bId ? 1 : 0);
}

/** Where a key belongs in keys that are in order: before the first that comes after it. */
export function placeOf(keys: readonly SortKey[], key: SortKey, direction: Direction): number {
  // what is fetched page by page is nearly always the end
  const last = keys.at(-1);
  if (!last || compareKeys(key, last, direction) >= 0) return keys.length;
  let [from, to] = [0, keys.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const other = keys[middle];
    if (other && compareKeys(key, other, direction) >= 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
