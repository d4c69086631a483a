import { daysOf, type Period } from '../../components/ui/period.ts';

/** Every day of a period with what is known of it: a day on which nothing happened is none that is left out. */
export function eachDay<Row extends { readonly day: string }>(
  period: Period,
  rows: readonly Row[],
): { readonly day: string; readonly row: Row | undefined }[] {
  const known = new Map(rows.map((row) => [row.day, row]));
  return daysOf(period).map((day) => ({ day, row: known.get(day) }));
}
