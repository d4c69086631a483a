import type { SendOutcome } from '../platform-connector.ts';
import { codeOf, refusalOf } from './refusal-of.ts';
import type { XAnswer, XError } from './x-client.ts';

/** X counted too many calls, by status or by the older code. A month's usage that is spent is a 429 too, and no waiting mends it. */
export const isRate = ({ status, code, type }: XError): boolean => (status === 429 || code === 88) && type !== 'usage-capped';

/** What a post came to. A 5xx leaves it open whether X took it; only 503 says that it was not looked at. */
export function sendOutcome(answer: XAnswer<{ readonly id: string }>, isDirect: boolean): SendOutcome {
  switch (answer.kind) {
    case 'ok':
      return { kind: 'accepted', platformMessageId: answer.value.id };
    case 'held':
      return { kind: 'later', cause: 'RATE', retryAfterMs: answer.retryAfterMs, error: answer.what };
    case 'unreachable':
      return { kind: 'not-applied', error: answer.what };
    case 'lost':
      return { kind: 'unknown', error: answer.what };
    case 'error':
      return errorOutcome(answer.error, answer.retryAfterMs, isDirect);
  }
}

function errorOutcome(error: XError, retryAfterMs: number | undefined, isDirect: boolean): SendOutcome {
  if (isRate(error)) return { kind: 'later', cause: 'RATE', retryAfterMs, error: `X limits the rate (${codeOf(error)}).` };
  if (error.status === 503 || error.code === 130) {
    return { kind: 'later', cause: 'TEMPORARY', retryAfterMs, error: `X is overloaded for the moment (${codeOf(error)}).` };
  }
  if (error.status >= 500) return { kind: 'unknown', error: `X failed (${codeOf(error)}).` };
  const [reason, text] = refusalOf(error, isDirect);
  return { kind: 'refused', reason, error: `${text} (${codeOf(error)}).` };
}
