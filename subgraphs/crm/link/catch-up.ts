import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { findWaitingActivities, outcomesOf, recordWritten, writeWaitingActivities } from '../activity/waiting-activities.ts';
import type { LiveConnection } from '../connection/live-connections.ts';
import type { ActivityOutcome, LeadOutcome } from '../connectors/crm-connector.ts';
import type { CrmMeans } from '../crm-means.ts';
import { CrmLink } from './crm-link.entity.ts';
import { findWaitingLinks } from './find-waiting-links.ts';
import { markPending } from './mark-pending.ts';
import { recordLead } from './record-lead.ts';
import { rewriteLink } from './rewrite-link.ts';

type Transaction = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** A run must not hold the task's other tenants up. */
const BOUND_MS = 10_000;

/**
 * Writes leads that wait, and activities that wait for a lead which is there: those of a page side by side, so that they go out together.
 * Ends for a connection at the first sign that it still cannot be written to; the next run goes on. A lead's event that is handled at the
 * same moment may be overtaken until the lead's next event.
 */
export const catchUp = async (ctx: Ctx, means: CrmMeans, transaction: Transaction): Promise<void> => {
  const untilMs = ctx.clock.now().getTime() + BOUND_MS;
  for (const connection of await means.live.of(ctx)) {
    if (connection.status === 'DISCONNECTED') continue;
    let isOpen = true;
    while (isOpen && !means.notes.isLimited(ctx, connection) && ctx.clock.now().getTime() < untilMs) {
      const links = await findWaitingLinks(ctx, connection.account.connectionId);
      if (links.length === 0) break;
      const ends = await Promise.allSettled(links.map((link) => catchUpLink(ctx, means, transaction, connection, link)));
      const bug = ends.find((end) => end.status === 'rejected');
      if (bug) throw bug.reason;
      isOpen = ends.every((end) => end.status === 'fulfilled' && end.value);
    }
  }
};

/** Whether the connection can be gone on with. */
const catchUpLink = async (
  ctx: Ctx,
  means: CrmMeans,
  transaction: Transaction,
  connection: LiveConnection,
  link: CrmLink,
): Promise<boolean> => {
  try {
    const outcomes =
      link.status === 'SYNCED'
        ? await writeActivities(ctx, means, transaction, connection, link)
        : await writeAgain(ctx, means, transaction, connection, link);
    return outcomes.every(({ kind }) => kind !== 'unauthorized' && kind !== 'limited');
  } catch (error) {
    if (!(error instanceof TransientError)) throw error;
    ctx.logger.warn({ err: error, connectionId: connection.account.connectionId }, 'the CRM cannot be written to yet');
    // behind the others: one record that never succeeds must not keep them waiting
    await transaction((tx) => tx.em.nativeUpdate(CrmLink, { id: link.id }, { updatedAt: tx.clock.now() }));
    return false;
  }
};

const writeAgain = async (
  ctx: Ctx,
  means: CrmMeans,
  transaction: Transaction,
  connection: LiveConnection,
  link: CrmLink,
): Promise<LeadOutcome[]> => {
  const lead = await rewriteLink(ctx, connection, link, undefined);
  if (lead === null) {
    const { id, leadVersion } = link;
    const lastError = 'The contact was erased.';
    await transaction((tx) =>
      tx.em.nativeUpdate(CrmLink, { id, leadVersion, status: 'PENDING' }, { status: 'FAILED', lastError }),
    );
    return [];
  }
  await transaction((tx) => recordLead(tx, means, lead));
  return [lead.outcome];
};

const writeActivities = async (
  ctx: Ctx,
  means: CrmMeans,
  transaction: Transaction,
  connection: LiveConnection,
  link: CrmLink,
): Promise<ActivityOutcome[]> => {
  const { contactId, externalId, facts } = link;
  // the table has no link in step without one
  if (!externalId) return [];
  const waiting = await findWaitingActivities(ctx, connection.account.connectionId, contactId);
  const target = { contactId, externalId, isHot: facts.tier === 'HOT' };
  const written = await writeWaitingActivities(ctx, connection, target, waiting, undefined);
  const outcomes = outcomesOf(written);
  const gone = outcomes.find(({ kind }) => kind === 'gone');
  await transaction(async (tx) => {
    await recordWritten(tx, means, connection, written);
    if (gone?.kind === 'gone') await markPending(tx, link, gone.error);
  });
  return outcomes;
};
