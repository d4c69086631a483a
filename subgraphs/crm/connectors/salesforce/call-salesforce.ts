import { Connection } from 'jsforce/lib/connection.js';
import type { z } from 'zod';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import { withDeadline } from '#kernel/resilience/deadline.ts';
import type { CrmAccount, Refusal, Usage } from '../crm-connector.ts';
import type { DailyQuota } from './daily-quota.ts';
import { type Expired, type Refused, readRestError } from './read-rest-error.ts';
import type { Token } from './request-token.ts';
import type { SalesforceSessions } from './salesforce-sessions.ts';
import { AbortableTransport } from './transport.ts';

/** The one place that names the version of the REST API. From 46 on an upsert answers with the record's id, updates too. */
const SALESFORCE_VERSION = '62.0';

/** What all calls of one connector share. */
export interface SalesforceOffice {
  readonly sessions: SalesforceSessions;
  readonly quota: DailyQuota;
  /** How long an answer is waited for. */
  readonly callMs: number;
}

/** Whose call it is. `isHot`: it may use the share of the day's calls that is kept. */
export interface Caller {
  readonly account: CrmAccount;
  readonly signal: AbortSignal | undefined;
  readonly isHot: boolean;
}

export interface SalesforceCall<T> {
  readonly perform: (connection: Connection) => Promise<unknown>;
  readonly schema: z.ZodType<T>;
}

export type Answered<T> = { readonly kind: 'answered'; readonly value: T; readonly instanceUrl: string } & Usage;
export type SalesforceAnswer<T> = Answered<T> | Refused;

/**
 * One call, with one fresh token when Salesforce no longer takes the one at hand: a second refusal is no matter of tokens. (jsforce would
 * go on signing in and asking without an end, so it is not given what it needs for that.)
 */
export async function callSalesforce<T>(
  office: SalesforceOffice,
  caller: Caller,
  call: SalesforceCall<T>,
): Promise<SalesforceAnswer<T>> {
  const { sessions, quota } = office;
  const { account } = caller;
  const tooMany = quota.refuse(account, caller.isHot);
  if (tooMany) return refused(tooMany);
  let stale: Token | null = null;
  for (let tokens = 0; tokens < 2; tokens++) {
    const signedIn = await sessions.signIn(account, stale);
    if (signedIn.kind === 'refused') return refused({ kind: 'unauthorized', error: signedIn.error });
    const answer = await callOnce(office, caller, call, signedIn.token);
    if (answer.kind === 'refused' && answer.refusal.kind === 'limited') quota.noteUsedUp(account);
    if (answer.kind !== 'expired') return answer;
    stale = signedIn.token;
  }
  sessions.forget(account);
  return refused({ kind: 'unauthorized', error: 'INVALID_SESSION_ID' });
}

async function callOnce<T>(
  { callMs, quota }: SalesforceOffice,
  { account, signal: ofCaller }: Caller,
  call: SalesforceCall<T>,
  token: Token,
): Promise<SalesforceAnswer<T> | Expired> {
  return withDeadline(callMs, ofCaller, async (signal) => {
    const { instanceUrl, accessToken } = token;
    // one for each call, because a call has a signal of its own; it holds no sockets
    const connection = new Connection({ instanceUrl, accessToken, version: SALESFORCE_VERSION });
    connection._transport = new AbortableTransport(signal);
    let body: unknown;
    try {
      body = await call.perform(connection);
    } catch (error) {
      return readRestError(error);
    } finally {
      quota.note(account, quotaUsed(connection));
    }
    // a 200 is no answer yet: a proxy's page comes as one too, and jsforce hands it over as a string
    const parsed = call.schema.safeParse(body);
    if (!parsed.success) throw new TransientError('Salesforce answered with a body that is none of its own.');
    return { kind: 'answered', value: parsed.data, instanceUrl, quotaUsed: quotaUsed(connection) };
  });
}

const refused = (refusal: Refusal): Refused => ({ kind: 'refused', refusal, details: [] });

function quotaUsed({ limitInfo }: Connection): number | null {
  const usage = limitInfo.apiUsage;
  return usage && usage.limit > 0 ? Math.min(1, usage.used / usage.limit) : null;
}
