const DAY_MS = 86_400_000;

/** Every day (UTC) from `from` to `to`, with what is known of it: a day on which nothing happened is none that is left out. */
export function eachDay<Row extends { readonly day: string }>(
  { from, to }: { readonly from: string; readonly to: string },
  rows: readonly Row[],
): { readonly day: string; readonly row: Row | undefined }[] {
  const known = new Map(rows.map((row) => [row.day, row]));
  const first = Math.floor(Date.parse(from) / DAY_MS);
  const last = Math.floor((Date.parse(to) - 1) / DAY_MS);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const day = new Date((first + index) * DAY_MS).toISOString().slice(0, 10);
    return { day, row: known.get(day) };
  });
}
