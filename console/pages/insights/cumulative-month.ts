const DAY_MS = 86_400_000;

/** What was spent until the end of each day (UTC, as the budget counts) of the month; null where a day has not come. */
export function cumulativeMonth(
  { from, byDay }: { readonly from: string; readonly byDay: readonly { readonly day: string; readonly costUsd: number }[] },
  now: Date,
): { readonly day: string; readonly spentUsd: number | null }[] {
  const first = new Date(from);
  const end = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1);
  const costs = new Map(byDay.map(({ day, costUsd }) => [day, costUsd]));
  let spent = 0;
  return Array.from({ length: Math.round((end - first.getTime()) / DAY_MS) }, (_, index) => {
    const begin = first.getTime() + index * DAY_MS;
    const day = new Date(begin).toISOString().slice(0, 10);
    spent += costs.get(day) ?? 0;
    return { day, spentUsd: begin > now.getTime() ? null : spent };
  });
}
