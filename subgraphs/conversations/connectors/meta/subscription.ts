import { z } from 'zod';
import type { Verification } from '../platform-connector.ts';
import { callGraph, type Graph } from './graph-client.ts';
import { failedVerification } from './verification.ts';

export interface SubscribedAccount {
  readonly accountId: string;
  readonly token: string;
  readonly signal: AbortSignal;
}

const successSchema = z.object({ success: z.literal(true) });
const appsSchema = z.object({
  data: z.array(z.object({ id: z.string().optional(), subscribed_fields: z.array(z.string()).optional() })),
});

const pathOf = ({ accountId }: SubscribedAccount): string => `${encodeURIComponent(accountId)}/subscribed_apps`;

/** Adds to nothing: the fields that are named are those that the application has from here on. */
export async function subscribeFields(
  graph: Graph,
  account: SubscribedAccount,
  fields: readonly string[],
): Promise<Verification> {
  const { token, signal } = account;
  const body = { subscribed_fields: fields.join(',') };
  const answer = await callGraph(graph, { method: 'POST', path: pathOf(account), body, token, signal }, successSchema);
  return answer.kind === 'ok' ? { kind: 'verified' } : failedVerification(graph, answer);
}

/**
 * Meta ends the subscription of an account whose webhook fails for an hour, and tells nobody. `appId` is ours where the platform says
 * it; null: only our own application is shown to us.
 */
export async function checkFields(
  graph: Graph,
  account: SubscribedAccount,
  fields: readonly string[],
  appId: string | null,
): Promise<Verification> {
  const { token, signal } = account;
  const answer = await callGraph(graph, { method: 'GET', path: pathOf(account), token, signal }, appsSchema);
  if (answer.kind !== 'ok') return failedVerification(graph, answer);
  const ours = answer.value.data.filter(({ id }) => appId === null || id === appId);
  const held = new Set(ours.flatMap((app) => app.subscribed_fields ?? []));
  if (held.size === 0) return { kind: 'refused', error: `${graph.name} no longer sends this account's messages.` };
  const missing = fields.filter((field) => !held.has(field));
  return missing.length === 0
    ? { kind: 'verified' }
    : { kind: 'refused', error: `${graph.name} does not send ${missing.join(', ')} of this account.` };
}
