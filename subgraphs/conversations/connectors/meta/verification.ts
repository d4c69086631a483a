import type { Verification } from '../platform-connector.ts';
import type { Graph, GraphFailure } from './graph-client.ts';
import { codeOf, isRateError, isTemporaryError } from './send-outcome.ts';

/** What a call about an account says that failed: an answer of Graph's is about the credential, unless it is about Graph. */
export function failedVerification({ name }: Graph, answer: GraphFailure): Exclude<Verification, { kind: 'verified' }> {
  if (answer.kind !== 'error') return { kind: 'unavailable', error: answer.what };
  const { error, retryAfterMs = 0 } = answer;
  if (isRateError(error)) {
    return { kind: 'unavailable', error: `${name} limits the rate (${codeOf(error)}).`, limitedForMs: retryAfterMs };
  }
  return isTemporaryError(error) || error.code === 1
    ? { kind: 'unavailable', error: `${name} does not say for the moment (${codeOf(error)}).` }
    : { kind: 'refused', error: `${name} refuses the access token (${codeOf(error)}).` };
}
