import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { alertRaised } from '#schema/events/alert-raised.v1.ts';
import type { LiveConnection } from '../connection/live-connections.ts';
import type { ActivityOutcome } from '../connectors/crm-connector.ts';
import type { CrmMeans } from '../crm-means.ts';
import { type ActivityState, openText } from './activity-state.ts';
import { CrmActivity } from './crm-activity.entity.ts';
import { recordActivity } from './record-activity.ts';

/** An activity that was written, or refused, or whose person was erased meanwhile, and is not recorded yet. */
export type WrittenActivity =
  | { readonly activity: ActivityState; readonly outcome: ActivityOutcome }
  | { readonly erased: { readonly messageId: string } };

// a conversation has a handful of replies before its lead is there; the rest is left to the task
export const AT_ONCE = 20;

/** A reply that was not written yet; `description` is its text, sealed. */
export type WaitingActivity = Pick<CrmActivity, 'messageId' | 'subject' | 'at' | 'description'>;

export const findWaitingActivities = (ctx: Ctx, connectionId: string, contactId: string): Promise<WaitingActivity[]> =>
  ctx.em.find(CrmActivity, { connectionId, contactId, externalId: null }, { orderBy: { at: 'asc', id: 'asc' }, limit: AT_ONCE });

/** The lead that activities are written to. */
interface Target {
  readonly contactId: string;
  readonly externalId: string;
  readonly isHot: boolean;
}

/** Writes what waits for a lead that is now in the CRM, the oldest first, and stops where the CRM itself takes nothing. */
export const writeWaitingActivities = async (
  ctx: Ctx,
  { account, connector }: LiveConnection,
  { contactId, externalId: leadExternalId, isHot }: Target,
  waiting: readonly WaitingActivity[],
  signal: AbortSignal | undefined,
): Promise<WrittenActivity[]> => {
  const written: WrittenActivity[] = [];
  for (const { messageId, at, subject, description } of waiting) {
    const text = description && (await openText(ctx, account.connectionId, messageId, description));
    if (!text) {
      written.push({ erased: { messageId } });
      continue;
    }
    const outcome = await connector.logActivity(
      account,
      { activityId: messageId, leadExternalId, isHot, subject, text, at },
      signal,
    );
    written.push({ activity: { messageId, contactId, at, text }, outcome });
    if (outcome.kind === 'unauthorized' || outcome.kind === 'limited' || outcome.kind === 'gone') break;
  }
  return written;
};

/** Records them. One that the CRM will never take is given up, and the team is told. */
export const recordWritten = async (
  tx: Tx,
  { notes }: CrmMeans,
  connection: LiveConnection,
  written: readonly WrittenActivity[],
): Promise<void> => {
  const { connectionId } = connection.account;
  for (const each of written) {
    if ('erased' in each) {
      await remove(tx, connectionId, each.erased.messageId);
      continue;
    }
    const { activity, outcome } = each;
    await notes.note(tx, connection, outcome);
    if (outcome.kind === 'done') await recordActivity(tx, connectionId, activity, outcome.externalId);
    if (outcome.kind === 'rejected' || outcome.kind === 'conflict')
      await giveUp(tx, connectionId, activity.messageId, outcome.error);
  }
};

const giveUp = async (tx: Tx, connectionId: string, messageId: string, error: string): Promise<void> => {
  await remove(tx, connectionId, messageId);
  publish(tx, alertRaised, {
    key: connectionId,
    data: {
      severity: 'WARNING',
      code: 'CRM_ACTIVITY_REFUSED',
      title: 'A CRM refuses an activity: it is missing in the timeline of its lead there.',
      conversationId: null,
      detail: { connectionId, messageId, error },
      raisedAt: tx.clock.now().toISOString(),
    },
  });
};

const remove = (tx: Tx, connectionId: string, messageId: string): Promise<number> =>
  tx.em.nativeDelete(CrmActivity, { connectionId, messageId, externalId: null });

/** What the CRM said of those that it was asked about. */
export const outcomesOf = (written: readonly WrittenActivity[]): ActivityOutcome[] =>
  written.flatMap((each) => ('erased' in each ? [] : [each.outcome]));
