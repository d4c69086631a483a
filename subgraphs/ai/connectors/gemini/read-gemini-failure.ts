import { ApiError } from '@google/genai';
import { z } from 'zod';
import { failureOfStatus, refusedFree, VendorFailure } from '../vendor/vendor-failure.ts';
import { wasNeverReached } from '../vendor/was-never-reached.ts';

const VENDOR = 'Gemini';

/** google.rpc.Status with the details that matter (recorded). */
const errorBody = z.object({
  error: z.object({
    status: z.string().optional(),
    message: z.string().optional(),
    details: z
      .array(
        z.object({
          reason: z.string().optional(),
          retryDelay: z.string().optional(),
          metadata: z.record(z.string(), z.string()).optional(),
          violations: z.array(z.object({ quotaId: z.string().optional(), quotaValue: z.string().optional() })).optional(),
        }),
      )
      .optional(),
  }),
});
type Details = NonNullable<z.output<typeof errorBody>['error']['details']>;

/** What an error of the SDK means. A bug of ours comes back as it is. */
export function readGeminiFailure(error: unknown): unknown {
  if (error instanceof VendorFailure) return error;
  if (error instanceof ApiError) return failureOfAnswer(error);
  // the SDK does not wrap what fetch and reading the body throw
  if (error instanceof DOMException || (error instanceof Error && error.name === 'AbortError'))
    return mayPass('did not answer in time', false);
  if (error instanceof SyntaxError || (error instanceof TypeError && error.message === 'terminated'))
    return mayPass('broke its answer off', true);
  if (error instanceof TypeError && error.message === 'fetch failed')
    return mayPass('could not be reached', true, wasNeverReached(error));
  return error;
}

function failureOfAnswer({ status, message }: ApiError): VendorFailure {
  const details = readDetails(message);
  // 400 and not 401 (recorded); the same reason for a key that was withdrawn
  if (details.some(({ reason }) => reason === 'API_KEY_INVALID'))
    return refusedFree(`${VENDOR} does not take the key`, { kind: 'KEY_REFUSED' });
  if (status === 429 && isUsedUp(details))
    return refusedFree(`${VENDOR} says that the account's quota is used up`, { kind: 'QUOTA_USED_UP' });
  const delay = details.find(({ retryDelay }) => retryDelay !== undefined)?.retryDelay;
  return (
    failureOfStatus(VENDOR, status, secondsAsMs(delay)) ??
    refusedFree(`${VENDOR} refused the request with ${status}`, { kind: 'REQUEST_REFUSED' })
  );
}

const mayPass = (what: string, worthTryingNow: boolean, isFree = false): VendorFailure =>
  new VendorFailure(`${VENDOR} ${what}`, { kind: 'MAY_PASS', worthTryingNow }, undefined, isFree);

/** The SDK puts the body into the error's message, as JSON text. */
function readDetails(message: string): Details {
  try {
    return errorBody.parse(JSON.parse(message)).error.details ?? [];
  } catch {
    return [];
  }
}

/** A day's quota is not waited for, and a quota of nothing (recorded at Vertex) never fills again. */
const isUsedUp = (details: Details): boolean =>
  details.some(
    ({ metadata, violations = [] }) =>
      metadata?.['quota_limit_value'] === '0' ||
      violations.some(({ quotaId, quotaValue }) => quotaValue === '0' || /PerDay/.test(quotaId ?? '')),
  );

/** google.protobuf.Duration in JSON: `27s`, `0.5s`. */
function secondsAsMs(duration: string | undefined): number | undefined {
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(duration ?? '')?.[1];
  return seconds === undefined ? undefined : Math.ceil(Number(seconds) * 1_000);
}
