import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { idList } from '../knowledge/search-knowledge.ts';
import type { Run } from '../run/run.entity.ts';

/** In one order, so that two who drop some of the same rows do not wait for one another. */
const dropReplies = (tx: Pick<Tx, 'tenant'>, which: string): string => {
  const table = `"${schemaOf(tx.tenant)}".cached_reply`;
  return `delete from ${table} where key in (select key from ${table} where ${which} order by key for update)`;
};

/** Replies that stand on a document whose passages change or go. */
export async function forgetRepliesOn(tx: Pick<Tx, 'em' | 'tenant'>, documentId: string): Promise<void> {
  await tx.em.execute(dropReplies(tx, '?::uuid = any (documents)'), [documentId]);
}

/** Replies that were made for messages whose time is over, or that were taken back. Safe to repeat. */
export async function forgetRepliesTo(tx: Tx, messageIds: readonly string[]): Promise<void> {
  await tx.em.execute(dropReplies(tx, 'message_id = any (?::uuid[])'), [idList(messageIds)]);
}

/**
 * What a person decided about a draft. One that was changed or rejected is nobody's reply any more, nor is another put in its place until
 * its time is over; of one that came from a like question, the decision says whether they were alike enough.
 */
export async function judgeCachedReply(tx: Tx, run: Run, { asItStood }: { readonly asItStood: boolean }): Promise<void> {
  const schema = schemaOf(tx.tenant);
  if (!run.cachedReplyKey) return;
  if (!asItStood)
    await tx.em.execute(`update "${schema}".cached_reply set reply = null, question = null where key = ?`, [run.cachedReplyKey]);
  if (run.cacheHit === 'SIMILAR')
    await tx.em.execute(`update "${schema}".reply_comparison set agreed = ? where run_id = ?`, [asItStood, run.id]);
}
