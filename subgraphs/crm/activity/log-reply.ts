import type { Delivery, Settle } from '#kernel/messaging/consumer.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { LiveConnection } from '../connection/live-connections.ts';
import type { ActivityOutcome, Refusal } from '../connectors/crm-connector.ts';
import { refusalError } from '../connectors/refusal-error.ts';
import type { CrmMeans } from '../crm-means.ts';
import { markPending } from '../link/mark-pending.ts';
import { nameLead } from '../link/name-lead.ts';
import { type KnownLink, readLinksOf } from '../link/read-standing.ts';
import { recordLead } from '../link/record-lead.ts';
import type { WrittenLead } from '../link/write-lead.ts';
import { ACTIVITY_SUBJECT, type ActivityState } from './activity-state.ts';
import { recordActivity } from './record-activity.ts';

interface LoggedReply {
  readonly connection: LiveConnection;
  readonly link: KnownLink | null;
  /** Null where nothing was asked: it waits for its lead. */
  readonly outcome: ActivityOutcome | null;
  /** The lead, where the reply brought its name. */
  readonly named: WrittenLead | null;
}

/**
 * Logs a reply at its lead in every CRM of the tenant, side by side, and gives the lead its name where the reply is the first to bring
 * one. Safe to repeat: a CRM finds the activity by our message's id. One whose lead is not there yet waits in its row and is written after
 * the lead. (It must not wait in the queue: the lead's own event may stand behind it there, in the order of the conversation.)
 */
export const logReply = async (
  ctx: Ctx,
  means: CrmMeans,
  { displayName, ...activity }: ActivityState & { readonly displayName: string | null },
  settle: Settle,
  { signal, transaction }: Delivery,
): Promise<void> => {
  const connections = await means.live.of(ctx);
  if (connections.length === 0) return;
  const links = await readLinksOf(ctx, activity.contactId);
  const attempts = await Promise.allSettled(
    connections.map((connection): Promise<LoggedReply> => {
      const link = links.find((each) => each.connection.id === connection.account.connectionId) ?? null;
      return logAt(ctx, connection, link, { activity, displayName }, signal);
    }),
  );
  const logged = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
  const record = async (tx: Tx): Promise<void> => {
    for (const each of logged) await recordReply(tx, means, activity, each);
  };
  const failed = attempts.find((attempt) => attempt.status === 'rejected');
  const refused = logged.map(({ outcome }) => outcome).find(endsDelivery);
  if (!refused && !failed) {
    await settle(record);
    return;
  }
  if (logged.length > 0 && !signal.aborted) await transaction(record);
  throw failed ? failed.reason : refused && refusalError(refused, 'activity');
};

const logAt = async (
  ctx: Ctx,
  connection: LiveConnection,
  link: KnownLink | null,
  { activity, displayName }: { readonly activity: ActivityState; readonly displayName: string | null },
  signal: AbortSignal,
): Promise<LoggedReply> => {
  if (!link?.externalId || connection.status === 'DISCONNECTED') return { connection, link, outcome: null, named: null };
  const named = await nameLead(ctx, connection, link, displayName, signal);
  const target = { leadExternalId: externalIdOf(named) ?? link.externalId, isHot: link.facts.tier === 'HOT' };
  return { connection, link, outcome: await write(connection, activity, target, signal), named };
};

/** Another one than the link's where the lead had been deleted in the CRM. */
const externalIdOf = (named: WrittenLead | null): string | null =>
  named?.outcome.kind === 'done' ? named.outcome.externalId : null;

const write = (
  { account, connector }: LiveConnection,
  { messageId: activityId, text, at }: ActivityState,
  target: { readonly leadExternalId: string; readonly isHot: boolean },
  signal: AbortSignal,
): Promise<ActivityOutcome> =>
  connector.logActivity(account, { activityId, ...target, subject: ACTIVITY_SUBJECT, text, at }, signal);

const recordReply = async (
  tx: Tx,
  means: CrmMeans,
  activity: ActivityState,
  { connection, link, outcome, named }: LoggedReply,
): Promise<void> => {
  const { connectionId } = connection.account;
  if (named) await recordLead(tx, means, named);
  if (outcome) await means.notes.note(tx, connection, outcome);
  // it comes again with its event, or is a dead letter: a row that waits would be a second way
  if (endsDelivery(outcome)) return;
  await recordActivity(tx, connectionId, activity, outcome?.kind === 'done' ? outcome.externalId : null);
  // the lead itself was deleted or merged in the CRM: written again it stands there again, and the activity after it
  if (outcome?.kind === 'gone' && link) await markPending(tx, link, outcome.error);
};

/** What is gone and what has dead credentials waits; these the event itself has to answer for. */
const endsDelivery = (
  outcome: ActivityOutcome | null,
): outcome is Extract<Refusal, { kind: 'limited' | 'rejected' | 'conflict' }> =>
  outcome?.kind === 'limited' || outcome?.kind === 'rejected' || outcome?.kind === 'conflict';
