import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import { failureOfStatus, refusedFree, VendorFailure } from '../vendor/vendor-failure.ts';
import { wasNeverReached } from '../vendor/was-never-reached.ts';

const VENDOR = 'OpenAI';

/** What an error of the SDK means. A bug of ours comes back as it is. */
export function readOpenAiFailure(error: unknown): unknown {
  if (error instanceof VendorFailure) return error;
  if (error instanceof APIConnectionTimeoutError || error instanceof APIUserAbortError)
    return mayPass('did not answer in time', false);
  if (error instanceof APIConnectionError) return mayPass('could not be reached', true, wasNeverReached(error));
  if (error instanceof APIError) return failureOfAnswer(error);
  // the SDK passes on what reading the body throws: a cut one, and one that is not JSON
  if (error instanceof SyntaxError || (error instanceof TypeError && error.message === 'terminated'))
    return mayPass('broke its answer off', true);
  return error;
}

function failureOfAnswer({ status, code, type, headers }: APIError): VendorFailure {
  if (status === undefined) return mayPass('broke its answer off', true);
  // the same status as a rate limit, and never mended by waiting (errors-catalog, "no credit left")
  if (code === 'insufficient_quota' || type === 'insufficient_quota')
    return refusedFree(`${VENDOR} says that the account's quota is used up`, { kind: 'QUOTA_USED_UP' });
  if (code === 'content_policy_violation' || code === 'content_filter')
    return refusedFree(`${VENDOR}'s filter held the text back`, { kind: 'FILTERED' });
  if (code === 'context_length_exceeded')
    return refusedFree(`the text is longer than ${VENDOR}'s model takes`, { kind: 'TRUNCATED' });
  return (
    failureOfStatus(VENDOR, status, retryAfterOf(headers)) ??
    refusedFree(`${VENDOR} refused the request with ${status}${nameOf(code)}`, { kind: 'REQUEST_REFUSED' })
  );
}

const mayPass = (what: string, worthTryingNow: boolean, isFree = false): VendorFailure =>
  new VendorFailure(`${VENDOR} ${what}`, { kind: 'MAY_PASS', worthTryingNow }, undefined, isFree);

/** A code is a word of the vendor's; what does not look like one is not repeated. */
const nameOf = (code: string | null | undefined): string => (code && /^[a-z_]{1,60}$/.test(code) ? ` (${code})` : '');

/** `retry-after-ms`, `retry-after` in seconds or as a date, or else when the request limit is full again (`8.64s`, `6m0s`, `120ms`). */
function retryAfterOf(headers: Headers | undefined): number | undefined {
  const ms = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (ms >= 0) return Math.ceil(ms);
  const after = headers?.get('retry-after');
  if (after) {
    const seconds = Number(after);
    const read = Number.isNaN(seconds) ? Date.parse(after) - Date.now() : seconds * 1_000;
    if (!Number.isNaN(read)) return Math.max(0, Math.ceil(read));
  }
  if (headers?.get('x-ratelimit-remaining-requests') === '0') return durationMs(headers.get('x-ratelimit-reset-requests'));
  if (headers?.get('x-ratelimit-remaining-tokens') === '0') return durationMs(headers.get('x-ratelimit-reset-tokens'));
  return undefined;
}

const UNIT_MS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

function durationMs(text: string | null): number | undefined {
  const parts = [...(text ?? '').matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (parts.length === 0) return undefined;
  return Math.ceil(parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNIT_MS[unit ?? ''] ?? 0), 0));
}
