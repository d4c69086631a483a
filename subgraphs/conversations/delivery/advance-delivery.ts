import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { Post } from './delivery-job.ts';

/** The part under way is at the platform: begins the next one, in one transaction, so that neither is ever posted twice. */
export async function advanceDelivery(tx: Tx, post: Post, platformMessageId: string): Promise<Post> {
  const schema = schemaOf(tx.tenant);
  const now = tx.clock.now();
  const postId = newId();
  const part = post.part + 1;
  const [begun] = await tx.em.execute<{ attempts: number }[]>(
    `with posted as (
       update ${schema}.delivery set status = 'SENDING', error = null, part = ?, attempts = attempts + 1,
         platform_message_id = case when part = 0 then coalesce(platform_message_id, ?) else platform_message_id end,
         first_started_at = ?, sending_started_at = ?, updated_at = ?
       where id = ? and status in ('SENDING', 'PENDING') and part = ?
       returning id, channel_id, attempts
     ), known as (
       update ${schema}.delivery_part x set platform_message_id = coalesce(x.platform_message_id, ?)
       from posted p where x.delivery_id = p.id and x.number = ?
     ), begun as (
       insert into ${schema}.delivery_part (id, delivery_id, channel_id, number) select ?, id, channel_id, ? from posted
     )
     select attempts from posted`,
    [part, platformMessageId, now, now, now, post.deliveryId, post.part, platformMessageId, post.part, postId, part],
  );
  if (!begun)
    throw new TransientError('The delivery changed while a part of it was posted.', { unlimited: true, retryAfterMs: 0 });
  return { ...post, postId, part, attempts: begun.attempts, firstStartedAt: now, startedAt: now, provedAs: null };
}
