import { z } from 'zod';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { Refusal } from '../crm-connector.ts';
import { EXTERNAL_ID_FIELDS } from './salesforce-fields.ts';

/** What jsforce throws for an answer of 300 or 400 and above. */
const thrownSchema = z.object({ errorCode: z.string(), data: z.unknown() });
const detailSchema = z.object({
  errorCode: z.string(),
  message: z.string().optional(),
  fields: z.array(z.string()).nullish(),
  duplicateResult: z.unknown().optional(),
});
/** One error as Salesforce tells it. Its message quotes values and goes nowhere. */
export type RestErrorDetail = z.output<typeof detailSchema>;

/** The access token is no longer taken: another one may be. */
export type Expired = { readonly kind: 'expired' };

/** What Salesforce refuses, and its own errors for those who can mend something. Never handed on as it is. */
export interface Refused {
  readonly kind: 'refused';
  readonly refusal: Refusal;
  readonly details: readonly RestErrorDetail[];
}

/** Somebody else writes the same record: the one failure that is over within a second. */
export class LockedRow extends TransientError {}

const CONFLICTS = new Set([
  'MULTIPLE_CHOICES',
  'DUPLICATE_EXTERNAL_ID',
  'DUPLICATES_DETECTED',
  'DUPLICATE_VALUE',
  'CANNOT_UPDATE_CONVERTED_LEAD',
]);
const GONE = new Set(['INVALID_CROSS_REFERENCE_KEY', 'ENTITY_IS_DELETED']);
const LOCKED = 'UNABLE_TO_LOCK_ROW';
const PASSING = new Set([
  'SERVER_UNAVAILABLE',
  'QUERY_TIMEOUT',
  'REQUEST_RUNNING_TOO_LONG',
  'UNKNOWN_EXCEPTION',
  // of a row whose neighbours made the request fail: it says nothing of the row
  'PROCESSING_HALTED',
  'ALL_OR_NONE_OPERATION_ROLLED_BACK',
]);

/** The quota is counted over 24 hours that slide: asking sooner than this would only tell the same. */
export const DAILY_LIMIT_WAIT_MS = 15 * 60_000;
const CONCURRENCY_WAIT_MS = 5_000;

/** Sorts an error of a REST call. Throws what may pass, and what is no answer of Salesforce at all. */
export function readRestError(thrown: unknown): Refused | Expired {
  const parsed = thrownSchema.safeParse(thrown);
  if (!parsed.success) throw thrown;
  const { errorCode } = parsed.data;
  if (errorCode === 'INVALID_SESSION_ID' || errorCode === 'ERROR_HTTP_401') return { kind: 'expired' };
  // jsforce's name for a body without an error code of Salesforce: a proxy's page, or one of its own gates
  if (errorCode.startsWith('ERROR_HTTP_')) throw new TransientError(`Salesforce could not be understood (${errorCode}).`);
  return sortDetails(detailsOf(errorCode, parsed.data.data));
}

/** Sorts what Salesforce says of one record. Throws what may pass. */
export function sortDetails(details: readonly RestErrorDetail[]): Refused {
  const codes = new Set(details.map((detail) => detail.errorCode));
  const has = (group: ReadonlySet<string>): boolean => [...codes].some((code) => group.has(code));
  const error = describe(details);
  if (codes.has('REQUEST_LIMIT_EXCEEDED')) return { kind: 'refused', refusal: limited(error, details), details };
  if (codes.has(LOCKED)) throw new LockedRow(`Salesforce could not do it now (${error}).`);
  if (has(PASSING) || details.some(isRaceForOurId)) throw new TransientError(`Salesforce could not do it now (${error}).`);
  const kind = has(CONFLICTS) ? 'conflict' : has(GONE) ? 'gone' : 'rejected';
  return { kind: 'refused', refusal: { kind, error }, details };
}

export const hasCode = ({ details }: Refused, code: string): boolean => details.some(({ errorCode }) => errorCode === code);

function detailsOf(errorCode: string, data: unknown): RestErrorDetail[] {
  const several = z.array(detailSchema).safeParse(data);
  if (several.success && several.data.length > 0) return several.data;
  const one = detailSchema.safeParse(data);
  return [one.success ? one.data : { errorCode }];
}

/** Two inserts at the same moment: the next upsert finds the record of the other. */
function isRaceForOurId({ errorCode, message = '' }: RestErrorDetail): boolean {
  return errorCode === 'DUPLICATE_VALUE' && EXTERNAL_ID_FIELDS.some((field) => message.includes(field));
}

/** Both kinds have one code; the message tells the day's quota from too many calls at once. */
function limited(error: string, details: readonly RestErrorDetail[]): Refusal {
  const isBrief = details.some(({ message = '' }) => /concurrent/i.test(message));
  if (isBrief)
    throw new TransientError('Salesforce has too many calls at once.', { retryAfterMs: CONCURRENCY_WAIT_MS, unlimited: true });
  return { kind: 'limited', error, retryAfterMs: DAILY_LIMIT_WAIT_MS };
}

/** Codes and names of fields: Salesforce's messages quote the values that were sent. */
function describe(details: readonly RestErrorDetail[]): string {
  return details
    .map(({ errorCode, fields }) => (fields?.length ? `${errorCode} (${fields.join(', ')})` : errorCode))
    .join('; ')
    .slice(0, 300);
}
