export const USES = ['NEWEST', 'MOST_USED', 'LEAST_USED', 'NEVER_USED'] as const;
export type Use = (typeof USES)[number];

/** Documents in an order of their use, or those alone that no draft ever stood on. Equal ones stay as they came: the newest first. */
export function byUse<Document extends { readonly timesUsed: number }>(
  documents: readonly Document[],
  use: Use,
): readonly Document[] {
  if (use === 'NEVER_USED') return documents.filter(({ timesUsed }) => timesUsed === 0);
  if (use === 'NEWEST') return documents;
  const direction = use === 'MOST_USED' ? -1 : 1;
  return documents.toSorted((a, b) => direction * (a.timesUsed - b.timesUsed));
}
