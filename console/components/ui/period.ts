/** Days as the reader's clock counts them, like 2026-03-02; the last one is included. */
export interface Period {
  readonly first: string;
  readonly last: string;
}

export interface Span {
  readonly from: string;
  readonly to: string;
}

const MOST_DAYS = 400;

/** The day of a moment where the reader is. */
export function dayOf(moment: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** The first moment of a day where the reader is: not always a multiple of 24 hours after that of another. */
export function startOf(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}

export function addDays(day: string, days: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return dayOf(new Date(year, month - 1, date + days));
}

export const isDay = (word: string | null): word is string =>
  word !== null && /^\d{4}-\d\d-\d\d$/.test(word) && dayOf(startOf(word)) === word;

/** The last days, today included. */
export const lastDays = (days: number, today: string): Period => ({ first: addDays(today, 1 - days), last: today });

export function daysOf({ first, last }: Period): string[] {
  const days: string[] = [];
  for (let day = first; day <= last && days.length <= MOST_DAYS; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Why nothing can be asked for it; null: it can. */
export function problemOf(period: Period): 'reversed' | 'long' | null {
  if (period.first > period.last) return 'reversed';
  return daysOf(period).length >= MOST_DAYS ? 'long' : null;
}

export const spanOf = ({ first, last }: Period): Span => ({
  from: startOf(first).toISOString(),
  to: startOf(addDays(last, 1)).toISOString(),
});

/** As many days before it. While the period's last day is not over, that of the period before ends at the same hour. */
export function spanBefore(period: Period, now: Date): Span {
  const days = daysOf(period).length;
  const last = addDays(period.last, -days);
  const end = startOf(addDays(last, 1));
  if (period.last >= dayOf(now)) {
    const begun = startOf(last);
    // the minute that has begun is counted: at midnight there would be nothing to ask for
    begun.setHours(now.getHours(), now.getMinutes() + 1);
    return { from: startOf(addDays(period.first, -days)).toISOString(), to: (begun < end ? begun : end).toISOString() };
  }
  return { from: startOf(addDays(period.first, -days)).toISOString(), to: end.toISOString() };
}
