import { z } from 'zod';
import type { Call } from './call.ts';

export const matchSchema = z.strictObject({
  method: z.string().optional(),
  path: z.string().min(1).optional(),
  body: z.string().min(1).optional(),
});

export type Match = z.output<typeof matchSchema>;

/** `prefix` is the service's own, which a path may or may not begin with. */
export function matchCall(match: Match, call: Pick<Call, 'method' | 'path' | 'query' | 'text'>, prefix: string): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== call.method) return false;
  if (match.body !== undefined && !call.text.includes(match.body)) return false;
  if (match.path === undefined) return true;
  const search = call.query.size > 0 ? `?${call.query.toString()}` : '';
  const path = call.path + search;
  return containsOrMatches(path, match.path) || containsOrMatches(prefix + path, match.path);
}

/** A path is a substring, or else a regular expression: `/me/messages` and `^/v25\.0/\d+/messages$` both work. */
function containsOrMatches(path: string, pattern: string): boolean {
  if (path.includes(pattern)) return true;
  try {
    return new RegExp(pattern).test(path);
  } catch {
    return false;
  }
}
