import { z } from 'zod';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { Refusal } from '../crm-connector.ts';
import { EXTERNAL_ID_FIELDS } from './salesforce-fields.ts';

/** What jsforce throws for an answer of 300 or 400 and above. */
const thrownSchema = z.object({ errorCode: z.string(), data: z.unknown() });
const detailSchema = z.object({ errorCode: z.string(), message: z.string().optional(), fields: z.array(z.string()).optional() });
type Detail = z.output<typeof detailSchema>;

/** The access token is no longer taken: another one may be. */
export type Expired = { readonly kind: 'expired' };

const CONFLICTS = new Set(['MULTIPLE_CHOICES', 'DUPLICATES_DETECTED', 'DUPLICATE_VALUE', 'CANNOT_UPDATE_CONVERTED_LEAD']);
const GONE = new Set(['INVALID_CROSS_REFERENCE_KEY', 'ENTITY_IS_DELETED']);
const PASSING = new Set([
  'UNABLE_TO_LOCK_ROW',
  'SERVER_UNAVAILABLE',
  'QUERY_TIMEOUT',
  'REQUEST_RUNNING_TOO_LONG',
  'UNKNOWN_EXCEPTION',
]);

// the quota is counted over 24 hours that slide: asking sooner than this would only tell the same
const DAILY_LIMIT_WAIT_MS = 15 * 60_000;
const CONCURRENCY_WAIT_MS = 5_000;

/** Sorts an error of a REST call. Throws what may pass, and what is no answer of Salesforce at all. */
export function readRestError(thrown: unknown): Refusal | Expired {
  const parsed = thrownSchema.safeParse(thrown);
  if (!parsed.success) throw thrown;
  const { errorCode } = parsed.data;
  if (errorCode === 'INVALID_SESSION_ID' || errorCode === 'ERROR_HTTP_401') return { kind: 'expired' };
  // jsforce's name for a body without an error code of Salesforce: a proxy's page, or one of its own gates
  if (errorCode.startsWith('ERROR_HTTP_')) throw new TransientError(`Salesforce could not be understood (${errorCode}).`);

  const details = detailsOf(errorCode, parsed.data.data);
  const codes = new Set(details.map((detail) => detail.errorCode));
  const has = (group: ReadonlySet<string>): boolean => [...codes].some((code) => group.has(code));
  const error = describe(details);
  if (codes.has('REQUEST_LIMIT_EXCEEDED')) return limited(error, details);
  if (has(PASSING) || details.some(isRaceForOurId)) throw new TransientError(`Salesforce could not do it now (${error}).`);
  if (has(CONFLICTS)) return { kind: 'conflict', error };
  return { kind: has(GONE) ? 'gone' : 'rejected', error };
}

function detailsOf(errorCode: string, data: unknown): Detail[] {
  const several = z.array(detailSchema).safeParse(data);
  if (several.success && several.data.length > 0) return several.data;
  const one = detailSchema.safeParse(data);
  return [one.success ? one.data : { errorCode }];
}

/** Two inserts at the same moment: the next upsert finds the record of the other. */
function isRaceForOurId({ errorCode, message = '' }: Detail): boolean {
  return errorCode === 'DUPLICATE_VALUE' && EXTERNAL_ID_FIELDS.some((field) => message.includes(field));
}

/** Both kinds have one code; the message tells the day's quota from too many calls at once. */
function limited(error: string, details: readonly Detail[]): Refusal {
  const isBrief = details.some(({ message = '' }) => /concurrent/i.test(message));
  if (isBrief) throw new TransientError('Salesforce has too many calls at once.', { retryAfterMs: CONCURRENCY_WAIT_MS });
  return { kind: 'limited', error, retryAfterMs: DAILY_LIMIT_WAIT_MS };
}

/** Codes and names of fields: Salesforce's messages quote the values that were sent. */
function describe(details: readonly Detail[]): string {
  return details
    .map(({ errorCode, fields }) => (fields?.length ? `${errorCode} (${fields.join(', ')})` : errorCode))
    .join('; ')
    .slice(0, 300);
}
