import type { JournalEntry } from './journal.ts';
import { type Match, matchCall } from './match-call.ts';

export interface Repeat {
  readonly values: readonly unknown[];
  readonly count: number;
  readonly at: readonly string[];
}

/**
 * Calls that took effect more than once with the same values: `by` names places in the request's body (`recipient.id`), or the path where
 * there are none. Answers "posted twice?" without reading the journal.
 */
export function findRepeats(
  entries: readonly JournalEntry[],
  { match, by, prefix }: { readonly match: Match; readonly by: readonly string[]; readonly prefix: string },
): Repeat[] {
  const groups = new Map<string, { values: unknown[]; at: string[] }>();
  for (const entry of entries) {
    if (!entry.applied || !matchCall(match, asCall(entry), prefix)) continue;
    const values = by.length === 0 ? [entry.path] : by.map((place) => valueAt(entry.request, place));
    const key = JSON.stringify(values);
    const group = groups.get(key) ?? { values, at: [] };
    group.at.push(entry.at);
    groups.set(key, group);
  }
  return Array.from(groups.values(), ({ values, at }) => ({ values, count: at.length, at })).filter(({ count }) => count > 1);
}

const asCall = ({ method, path, query, request }: JournalEntry) => ({
  method,
  path,
  query: new URLSearchParams(query),
  text: JSON.stringify(request),
});

const valueAt = (value: unknown, place: string): unknown =>
  place
    .split('.')
    .reduce<unknown>(
      (inner, key) => (typeof inner === 'object' && inner !== null ? ((inner as Record<string, unknown>)[key] ?? null) : null),
      value,
    );
