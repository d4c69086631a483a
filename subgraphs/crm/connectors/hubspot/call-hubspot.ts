import type { z } from 'zod';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import { withDeadline } from '#kernel/resilience/deadline.ts';
import type { CrmAccount, Refusal, Usage } from '../crm-connector.ts';
import type { HubspotApi } from './hubspot-api.ts';
import type { HubspotQuota } from './hubspot-quota.ts';
import type { HubspotSessions } from './hubspot-sessions.ts';
import { type Expired, type Refused, readFailure, type UsedUp } from './read-failure.ts';
import { Wire, type WireAnswer } from './wire.ts';

/** What all calls of one connector share. */
export interface HubspotOffice {
  readonly baseUrl: string;
  readonly sessions: HubspotSessions;
  /** How long an answer is waited for. */
  readonly callMs: number;
  readonly quota: HubspotQuota;
}

export interface Caller {
  readonly account: CrmAccount;
  readonly signal: AbortSignal | undefined;
}

export interface HubspotCall<T> {
  readonly perform: (api: HubspotApi) => Promise<unknown>;
  readonly schema: z.ZodType<T>;
}

/** Refused as a whole connection: the same for whatever is asked. */
export type Shut = Extract<Refusal, { kind: 'unauthorized' | 'limited' }>;
export type Answered<T> = { readonly kind: 'answered'; readonly value: T } & Usage;
export type HubspotAnswer<T> = Answered<T> | Refused | Shut;

/** One call, with one fresh token when HubSpot no longer takes the one at hand: a second refusal is no matter of tokens. */
export async function callHubspot<T>(office: HubspotOffice, caller: Caller, call: HubspotCall<T>): Promise<HubspotAnswer<T>> {
  // the SDK takes a third of a second and 27 MB: for who has a HubSpot, and outside of the time that an answer is given
  const sdk = await import('./hubspot-api.ts');
  let stale: string | null = null;
  for (let tokens = 0; tokens < 2; tokens++) {
    const signedIn = await office.sessions.signIn(caller.account, stale);
    if (signedIn.kind === 'refused') return { kind: 'unauthorized', error: signedIn.error };
    const answer = await callOnce(office, caller, call, (wire) => new sdk.HubspotApi(office.baseUrl, wire, signedIn.token));
    if (answer.kind === 'usedUp') return office.quota.noteUsedUp(caller.account);
    if (answer.kind === 'answered' && answer.quotaUsed !== null) office.quota.note(caller.account, answer.quotaUsed);
    if (answer.kind !== 'expired') return answer;
    stale = signedIn.token;
  }
  return { kind: 'unauthorized', error: 'EXPIRED_AUTHENTICATION' };
}

async function callOnce<T>(
  { callMs }: HubspotOffice,
  caller: Caller,
  { perform, schema }: HubspotCall<T>,
  apiOver: (wire: Wire) => HubspotApi,
): Promise<Answered<T> | Refused | Extract<Shut, { kind: 'unauthorized' }> | Expired | UsedUp> {
  return withDeadline(callMs, caller.signal, async (signal) => {
    // one for each call, because a call has a signal of its own; it holds no sockets
    const wire = new Wire(signal);
    try {
      await perform(apiOver(wire));
    } catch (error) {
      // the SDK throws for statuses and bodies that its classes do not know; what HubSpot said is on the wire
      if (!wire.answer) throw error;
    }
    const { answer } = wire;
    if (!answer) throw new TransientError('HubSpot was not asked.');
    if (answer.status < 200 || answer.status > 299) return readFailure(answer);
    return { kind: 'answered', value: readValue(schema, answer), quotaUsed: quotaUsed(answer) };
  });
}

function readValue<T>(schema: z.ZodType<T>, { text }: WireAnswer): T {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
  } catch {
    // a proxy's page, told below as any other body that is none of HubSpot's
  }
  throw new TransientError('HubSpot answered with a body that is none of its own.');
}

/** The daily pair comes with the tokens of private apps alone (usage guidelines). */
function quotaUsed({ headers }: WireAnswer): number | null {
  const limit = Number(headers['x-hubspot-ratelimit-daily'] ?? Number.NaN);
  const left = Number(headers['x-hubspot-ratelimit-daily-remaining'] ?? Number.NaN);
  return limit > 0 && left >= 0 ? Math.min(1, Math.max(0, (limit - left) / limit)) : null;
}
