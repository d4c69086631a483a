const HOUR_MS = 3_600_000;
const LONGEST_MS = 366 * 24 * HOUR_MS;

export const inAnHour = (now: Date): Date => new Date(now.getTime() + HOUR_MS);

export const tomorrowAtNine = (now: Date): Date => atNine(now, 1);

/** On a Monday it is the next one. */
export const mondayAtNine = (now: Date): Date => atNine(now, (8 - now.getDay()) % 7 || 7);

/** In the reader's own zone, whatever its clocks do meanwhile. */
function atNine(now: Date, inDays: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + inDays, 9);
}

/** What `datetime-local` shows: the reader's own time, to the minute. */
export function asLocalInput(at: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The moment that was typed, or why it cannot be. */
export function readSnoozeTime(typed: string, now: Date): Date | 'missing' | 'past' | 'far' {
  const at = new Date(typed);
  if (typed === '' || Number.isNaN(at.getTime())) return 'missing';
  if (at <= now) return 'past';
  return at.getTime() - now.getTime() > LONGEST_MS ? 'far' : at;
}
