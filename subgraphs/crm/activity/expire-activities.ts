import { PermanentError } from '#kernel/errors/delivery-error.ts';
import type { Settle } from '#kernel/messaging/consumer.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { refusalError } from '../connectors/refusal-error.ts';
import type { CrmMeans } from '../crm-means.ts';
import { CrmLink } from '../link/crm-link.entity.ts';
import { CrmActivity } from './crm-activity.entity.ts';

/** What stands in the CRM where the text stood. */
export const EXPIRED_TEXT = 'The text was removed: the time for which it may be kept is over.';

/**
 * Takes the texts of activities whose messages expired out of the CRMs, and drops those that wait to be written. A CRM changes an activity
 * that it is told of again, so that a repetition changes nothing. One whose credentials are dead is a dead letter, to be replayed after they
 * were mended: the text stands there until then.
 */
export const expireActivities = async (
  ctx: Ctx,
  means: CrmMeans,
  { contactId, messageIds }: { readonly contactId: string; readonly messageIds: readonly string[] },
  settle: Settle,
  signal: AbortSignal,
): Promise<void> => {
  const [connections, links] = await Promise.all([means.live.of(ctx), ctx.em.find(CrmLink, { contactId })]);
  for (const { account, connector } of connections) {
    const { connectionId } = account;
    const leadExternalId = links.find(({ connection }) => connection.id === connectionId)?.externalId;
    if (!leadExternalId) continue;
    const written = await ctx.em.find(CrmActivity, {
      connectionId,
      messageId: { $in: [...messageIds] },
      externalId: { $ne: null },
    });
    for (const { messageId, externalId, subject, at } of written) {
      // a text whose time is over may not wait for quieter days: it takes of the share that is kept for hot leads
      const activity = { activityId: messageId, leadExternalId, isHot: true, subject, text: EXPIRED_TEXT, at };
      const outcome =
        connector.rewriteActivity && externalId
          ? await connector.rewriteActivity(account, externalId, activity, signal)
          : await connector.logActivity(account, activity, signal);
      if (outcome.kind === 'done' || outcome.kind === 'gone') continue;
      if (outcome.kind === 'unauthorized') {
        throw new PermanentError('REJECTED_BY_CRM', `The CRM does not accept the credentials (${outcome.error}).`);
      }
      throw refusalError(outcome, 'activity');
    }
  }
  await settle((tx) => tx.em.nativeDelete(CrmActivity, { contactId, messageId: { $in: [...messageIds] }, externalId: null }));
};
