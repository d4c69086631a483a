/**
 * Exponential backoff with full jitter: evenly spread between nothing and `baseMs` doubled with every attempt, so that many that
 * failed together do not come back together. `attempt` counts the failures so far, from 1.
 */
export const fullJitterDelayMs = (
  attempt: number,
  { baseMs, maxMs }: { readonly baseMs: number; readonly maxMs: number },
  random: () => number = Math.random,
): number => Math.floor(random() * Math.min(maxMs, baseMs * 2 ** Math.max(0, attempt - 1)));
