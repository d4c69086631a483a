import { z } from 'zod';
import type { ConnectedAccount, Verification } from '../platform-connector.ts';
import { failedVerification } from './failed-verification.ts';
import { callX, type XApi } from './x-client.ts';

/** What Parley acts on, by X Activity's names. A revocation comes without being asked for. */
const NEEDED = ['dm.received', 'dm.sent', 'dm.read', 'chat.received', 'post.mention.create'] as const;
/** Good to have, and newer than the others in X's documents: quotes, and replies that name nobody and may not be answered. */
const WELCOME = ['post.quote.create', 'post.reply.create'] as const;

const MAX_PAGES = 20;

const listed = z.object({
  data: z
    .array(
      z.object({
        event_type: z.string(),
        filter: z.object({ user_id: z.string().optional() }).optional(),
        webhook_id: z.string().optional(),
      }),
    )
    // an app without subscriptions has no list
    .default([]),
  meta: z.object({ next_token: z.string().optional() }).optional(),
});
const created = z.object({ data: z.object({}) });

type Missing = { readonly kind: 'missing'; readonly types: readonly string[] } | Exclude<Verification, { kind: 'verified' }>;

// a subscription without one feeds X's stream alone
const NO_WEBHOOK: Verification = {
  kind: 'refused',
  error: 'This installation does not know its webhook at X: whoever runs it has to set X_WEBHOOK_ID.',
};

/** Subscribes to what is not subscribed to yet, to our webhook. */
export async function subscribe(
  api: XApi,
  account: ConnectedAccount,
  webhookId: string | null,
  signal: AbortSignal,
): Promise<Verification> {
  if (webhookId === null) return NO_WEBHOOK;
  const missing = await missingSubscriptions(api, account, webhookId, signal);
  if (missing.kind !== 'missing') return missing;
  for (const type of missing.types) {
    const body = { event_type: type, filter: { user_id: account.accountId }, tag: 'parley', webhook_id: webhookId };
    const call = {
      account,
      cap: 'subscription.create',
      method: 'POST',
      path: '/2/activity/subscriptions',
      body,
      signal,
    } as const;
    const answer = await callX(api, call, created);
    // made between our question and now, by another process
    const isThere =
      answer.kind === 'error' && (answer.error.status === 409 || /duplicate|already exists/i.test(answer.error.words));
    if (answer.kind !== 'ok' && !isThere && isNeeded(type)) return failedVerification(answer);
  }
  return { kind: 'verified' };
}

export async function checkSubscriptions(
  api: XApi,
  account: ConnectedAccount,
  webhookId: string | null,
  signal: AbortSignal,
): Promise<Verification> {
  if (webhookId === null) return NO_WEBHOOK;
  const missing = await missingSubscriptions(api, account, webhookId, signal);
  if (missing.kind !== 'missing') return missing;
  const needed = missing.types.filter(isNeeded);
  return needed.length === 0
    ? { kind: 'verified' }
    : { kind: 'refused', error: `X no longer sends the account’s ${needed.join(', ')} to Parley’s webhook.` };
}

const isNeeded = (type: string): boolean => (NEEDED as readonly string[]).includes(type);

/** The list is the app's, over all accounts. */
async function missingSubscriptions(
  api: XApi,
  account: ConnectedAccount,
  webhookId: string,
  signal: AbortSignal,
): Promise<Missing> {
  const missing = new Set<string>([...NEEDED, ...WELCOME]);
  let token: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = { max_results: '1000', ...(token && { pagination_token: token }) };
    const call = { account, cap: 'subscription.read', method: 'GET', path: '/2/activity/subscriptions', query, signal } as const;
    const answer = await callX(api, call, listed);
    if (answer.kind !== 'ok') return failedVerification(answer);
    for (const { event_type: type, filter, webhook_id: to } of answer.value.data) {
      if (filter?.user_id === account.accountId && to === webhookId) missing.delete(type);
    }
    token = answer.value.meta?.next_token;
    if (missing.size === 0 || token === undefined) break;
  }
  return { kind: 'missing', types: [...missing] };
}
