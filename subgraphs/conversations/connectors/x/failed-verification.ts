import type { Verification } from '../platform-connector.ts';
import { codeOf } from './refusal-of.ts';
import { isRate } from './send-outcome.ts';
import type { XAnswer } from './x-client.ts';

/** An answer of X's is about the credential, unless it is about X. */
export function failedVerification(
  answer: Exclude<XAnswer<unknown>, { kind: 'ok' }>,
): Exclude<Verification, { kind: 'verified' }> {
  if (answer.kind === 'held') return { kind: 'unavailable', error: answer.what, limitedForMs: answer.retryAfterMs };
  if (answer.kind !== 'error') return { kind: 'unavailable', error: answer.what };
  const { error, retryAfterMs = 0 } = answer;
  if (isRate(error)) {
    return { kind: 'unavailable', error: `X limits the rate (${codeOf(error)}).`, limitedForMs: retryAfterMs };
  }
  if (error.status >= 500) return { kind: 'unavailable', error: `X does not answer for the moment (${codeOf(error)}).` };
  return error.status === 401
    ? { kind: 'refused', error: `X refuses the access token (${codeOf(error)}).` }
    : {
        kind: 'refused',
        error: `X refuses this to the access token: its scopes (like.read among them) or the app’s access do not allow it (${codeOf(error)}).`,
      };
}
