import type { GraphQLFormattedError } from 'graphql';

/** How a subscription goes on after what the API said instead of an event. */
export type Verdict =
  | { readonly kind: 'START_OVER' }
  | { readonly kind: 'TRY_AGAIN'; readonly waitMs: number | null }
  | { readonly kind: 'SIGN_IN' }
  | { readonly kind: 'REFUSED' };

/** What passes by itself. Everything else is about what was asked, and would be answered the same again. */
const PASSING: ReadonlySet<unknown> = new Set(['INTERNAL_SERVER_ERROR', 'UPSTREAM_UNAVAILABLE', 'RATE_LIMITED']);

export function judgeErrors(errors: readonly GraphQLFormattedError[]): Verdict {
  const codes = errors.map(({ extensions }) => extensions?.['code']);
  if (codes.includes('UNAUTHENTICATED')) return { kind: 'SIGN_IN' };
  if (codes.includes('CURSOR_EXPIRED')) return { kind: 'START_OVER' };
  // one that does not pass is there again however often the others have passed
  if (!codes.every((code) => PASSING.has(code))) return { kind: 'REFUSED' };
  const waits = errors.map(({ extensions }) => extensions?.['retryAfterMs']).filter((wait) => typeof wait === 'number');
  return { kind: 'TRY_AGAIN', waitMs: waits.length > 0 ? Math.max(...waits) : null };
}
