import { z } from 'zod';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { Refusal } from '../crm-connector.ts';
import type { WireAnswer } from './wire.ts';

/** HubSpot's error: of a whole call, or of one row of a batch. Its message quotes values, so it is looked at and never kept. */
export const errorSchema = z.object({
  message: z.string().default(''),
  category: z.string().optional(),
  policyName: z.string().optional(),
  errors: z.array(z.looseObject({ context: z.record(z.string(), z.unknown()).optional() })).optional(),
  context: z.record(z.string(), z.unknown()).optional(),
});
export type HubspotError = z.output<typeof errorSchema>;

/** HubSpot will not do this as it was asked: what that means is for the caller to say. */
export interface Refused {
  readonly kind: 'refused';
  readonly status: number;
  readonly error: HubspotError;
}
/** The access token is no longer taken: another one may be. */
export interface Expired {
  readonly kind: 'expired';
}
/** The day's calls are used up. */
export interface UsedUp {
  readonly kind: 'usedUp';
}

// the error-handling page of developers.hubspot.com asks to wait two seconds before a locked record is tried again
const LOCKED_WAIT_MS = 2_000;
const SECOND_MS = 1_000;
/** The window of ten seconds slides, so some of it is free again soon. */
const TEN_SECONDS_WAIT_MS = 3_000;
const MAX_WAIT_MS = 3_600_000;

/** Sorts an answer of 300 and above. Throws what may pass, and what is no answer of HubSpot at all. */
export function readFailure({
  status,
  headers,
  text,
}: WireAnswer): Refused | Expired | UsedUp | Extract<Refusal, { kind: 'unauthorized' }> {
  const asked = retryAfterMs(headers);
  const error = parseError(text);
  if (status === 429) {
    if (error?.policyName === 'DAILY' || /\bdaily\b/i.test(error?.message ?? '')) return { kind: 'usedUp' };
    const isOfSecond = /secondly/i.test(error?.policyName ?? '') && !/ten_/i.test(error?.policyName ?? '');
    // a window that is full is no failure of this write: in a rush the same one may find it full many times
    throw new TransientError('HubSpot takes no more calls at this moment.', {
      retryAfterMs: asked ?? (isOfSecond ? SECOND_MS : TEN_SECONDS_WAIT_MS),
      unlimited: true,
    });
  }
  if (status === 423) throw transient('The record is locked in HubSpot.', asked ?? LOCKED_WAIT_MS);
  // 477: the account is being moved to another region, with a Retry-After (error-handling page)
  if (status < 400 || status === 408 || status === 477 || status >= 500) throw transient(`HubSpot answered ${status}.`, asked);
  if (!error) throw transient(`HubSpot could not be understood (${status}).`, asked);
  if (status === 401) return { kind: 'expired' };
  // without the record that is in the way it is a race of two writes: the next attempt meets what is there then
  if (status === 409 && error.category === 'CONFLICT' && existingIdIn(error) === null) {
    throw transient('HubSpot met another write of the same record.', asked);
  }
  // what these credentials may not do for one record they may not do for any
  if (status === 403) return { kind: 'unauthorized', error: describeError(error) };
  return { kind: 'refused', status, error };
}

const transient = (message: string, wait: number | undefined): TransientError =>
  new TransientError(message, wait === undefined ? {} : { retryAfterMs: wait });

/** HubSpot promises no Retry-After but on 477. */
export function retryAfterMs(headers: WireAnswer['headers']): number | undefined {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1_000, MAX_WAIT_MS) : undefined;
}

function parseError(text: string): HubspotError | null {
  try {
    return errorSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** "Contact already exists. Existing ID: 123" (reported in HubSpot/hubspot-api-nodejs#545); the id stands nowhere else. */
export const existingIdIn = ({ message }: HubspotError): string | null => /Existing ID:\s*(\d{1,30})/i.exec(message)?.[1] ?? null;

const NAME = /^[\w.-]{1,100}$/;
const detailSchema = z.array(z.looseObject({ error: z.string().regex(NAME), name: z.string().regex(NAME) }));

/** Codes and names of properties and scopes, and nothing else of what HubSpot wrote. */
export function describeError(error: HubspotError): string {
  const { category = 'REFUSED' } = error;
  const details = [...detailsOf(error).map(({ name, error: code }) => `${name} ${code}`), ...namesIn(error)];
  const code = NAME.test(category) ? category : 'REFUSED';
  return (details.length > 0 ? `${code} (${details.join(', ')})` : code).slice(0, 300);
}

/** `Property values were not valid: [{"isValid":false,"error":"INVALID_EMAIL","name":"email",...}]` (reported by many). */
function detailsOf({ message }: HubspotError): z.output<typeof detailSchema> {
  const list = /\[\{.*\}\]/s.exec(message)?.[0];
  if (list === undefined) return [];
  try {
    return detailSchema.safeParse(JSON.parse(list)).data ?? [];
  } catch {
    return [];
  }
}

/** Properties that the account does not have, or does not let anybody write: the same for every record that names them. */
export const missingProperties = (error: HubspotError): string[] =>
  detailsOf(error).flatMap(({ name, error: code }) => (/^(PROPERTY_DOESNT_EXIST|READ_ONLY_VALUE)$/.test(code) ? [name] : []));

function namesIn({ context = {}, errors = [] }: HubspotError): string[] {
  const contexts = [context, ...errors.map((each) => each.context ?? {})];
  return contexts.flatMap(({ properties, propertyName, requiredGranularScopes }) =>
    [properties, propertyName, requiredGranularScopes]
      .flat()
      .filter((name): name is string => typeof name === 'string' && NAME.test(name)),
  );
}
