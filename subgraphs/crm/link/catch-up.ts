import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { recordWritten, writeWaitingActivities } from '../activity/waiting-activities.ts';
import type { LiveConnection } from '../connection/live-connections.ts';
import type { CrmMeans } from '../crm-means.ts';
import type { CrmLink } from './crm-link.entity.ts';
import { findWaitingLinks } from './find-waiting-links.ts';
import { markPending } from './mark-pending.ts';
import { recordLead } from './record-lead.ts';
import { rewriteLink } from './rewrite-link.ts';

/**
 * Writes leads that wait, and activities that wait for a lead which is there. Ends for a connection at the first sign that it still cannot
 * be written to; the next run goes on. A lead's event that is handled at the same moment may be overtaken until the lead's next event.
 */
export const catchUp = async (
  ctx: Ctx,
  means: CrmMeans,
  transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
): Promise<void> => {
  for (const connection of await means.live.of(ctx)) {
    if (connection.status === 'DISCONNECTED' || means.notes.isLimited(ctx, connection)) continue;
    for (const link of await findWaitingLinks(ctx, connection.account.connectionId)) {
      if (!(await catchUpLink(ctx, means, transaction, connection, link))) break;
    }
  }
};

/** Whether the connection can be gone on with. */
const catchUpLink = async (
  ctx: Ctx,
  means: CrmMeans,
  transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  connection: LiveConnection,
  link: CrmLink,
): Promise<boolean> => {
  try {
    if (link.status === 'SYNCED' && link.externalId) {
      const { contactId, externalId } = link;
      const written = await writeWaitingActivities(ctx, connection, { contactId, externalId }, undefined);
      const gone = written.map(({ outcome }) => outcome).find((outcome) => outcome.kind === 'gone');
      await transaction(async (tx) => {
        await recordWritten(tx, means, connection, written);
        if (gone) await markPending(tx, link, gone.error);
      });
      return written.every(({ outcome }) => outcome.kind !== 'unauthorized' && outcome.kind !== 'limited');
    }
    const lead = await rewriteLink(ctx, connection, link, undefined);
    if (lead === null) return true;
    await transaction((tx) => recordLead(tx, means, lead));
    return lead.outcome.kind !== 'unauthorized' && lead.outcome.kind !== 'limited';
  } catch (error) {
    if (!(error instanceof TransientError)) throw error;
    ctx.logger.warn({ err: error, connection: connection.account.connectionId }, 'the CRM cannot be written to yet');
    return false;
  }
};
