import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { MessageAuthorKind, MessageDirection, textAt } from '../message/message.entity.ts';
import type { ApprovedReply, DeliveryJob, Post, Refusal, Thread } from './delivery-job.ts';
import { assertDeliveryMove, DeliveryStatus } from './delivery-states.ts';
import { lockThread } from './lock-thread.ts';

/** `finished`: nothing is left to do. `reconcile`: a post was begun before, and what became of it is not known. */
export type Beginning =
  | { readonly kind: 'finished' }
  | { readonly kind: 'refused'; readonly thread: Thread; readonly refusal: Refusal }
  | { readonly kind: 'reconcile'; readonly post: Post }
  | { readonly kind: 'post'; readonly post: Post };

/**
 * The transaction before a post: when it commits, the delivery is SENDING and carries the id that goes out with the post, so that a
 * crash is followed by a reconciliation and never by a second post. `isUnapplied` says that the platform was asked and has no earlier
 * post of it.
 */
export async function beginDelivery(tx: Tx, job: DeliveryJob, { isUnapplied = false } = {}): Promise<Beginning> {
  const thread = await lockThread(tx, job);
  // the conversation went with its contact
  if (!thread) return { kind: 'finished' };
  const { delivery } = thread;
  if (delivery && delivery.status !== DeliveryStatus.PENDING && delivery.status !== DeliveryStatus.SENDING)
    return { kind: 'finished' };
  if (delivery?.status === DeliveryStatus.SENDING && !isUnapplied) return { kind: 'reconcile', post: postUnderWay(thread) };
  const now = tx.clock.now();
  const refusal = whyNot(job, thread, now);
  if (refusal) return { kind: 'refused', thread, refusal };
  return { kind: 'post', post: delivery ? await restart(tx, thread, now) : await start(tx, job, thread, now) };
}

function whyNot(job: DeliveryJob, thread: Thread, now: Date): Refusal | null {
  if (job.kind === 'reply' && job.reply.revision !== thread.revision) {
    return { code: 'OUTDATED', error: 'The person wrote again after the message that this answers.' };
  }
  if (thread.replyWindowClosesAt !== null && thread.replyWindowClosesAt <= now) {
    return { code: 'WINDOW_CLOSED', error: 'The platform accepts no reply any more: the reply window is closed.' };
  }
  if (thread.channelStatus === 'DISCONNECTED' || thread.sealedCredentials === null) {
    return { code: 'CHANNEL_DISCONNECTED', error: 'The channel is disconnected.' };
  }
  return null;
}

function postUnderWay(thread: Thread): Post {
  const { delivery } = thread;
  if (!delivery?.sendingStartedAt || !delivery.firstStartedAt) throw new Error('a SENDING delivery does not say since when');
  const { id: deliveryId, attempts, firstStartedAt, sendingStartedAt: startedAt } = delivery;
  return { deliveryId, thread, attempts, firstStartedAt, startedAt };
}

async function restart(tx: Tx, thread: Thread, now: Date): Promise<Post> {
  const { delivery } = thread;
  if (!delivery) throw new Error('there is no delivery to start again');
  assertDeliveryMove(delivery.status, DeliveryStatus.SENDING);
  // a PENDING delivery was refused for sure; one that is SENDING may yet turn up, so its first beginning is kept
  const firstStartedAt = delivery.status === DeliveryStatus.SENDING ? (delivery.firstStartedAt ?? now) : now;
  const attempts = delivery.attempts + 1;
  // what was read of it may be older than the lock on its conversation: an echo that was stored meanwhile has made it SENT
  const [begun] = await tx.em.execute<object[]>(
    `update ${schemaOf(tx.tenant)}.delivery
     set status = 'SENDING', attempts = ?, error = null, first_started_at = ?, sending_started_at = ?, updated_at = ?
     where id = ? and status = ? and attempts = ? returning id`,
    [attempts, firstStartedAt, now, now, delivery.id, delivery.status, delivery.attempts],
  );
  if (!begun) throw new TransientError('The delivery changed while it was waited for.', { unlimited: true, retryAfterMs: 0 });
  return { deliveryId: delivery.id, thread, attempts, firstStartedAt, startedAt: now };
}

async function start(tx: Tx, job: DeliveryJob, thread: Thread, now: Date): Promise<Post> {
  if (job.kind !== 'reply') throw new Error('a queued message has no delivery');
  const id = newId();
  const sealed = await tx.vault.seal(thread.contactId, textAt(id), job.reply.text);
  await insertReply(tx, id, job.reply, thread, sealed, now);
  const delivery = {
    id,
    status: DeliveryStatus.SENDING,
    attempts: 1,
    sealedText: sealed,
    firstStartedAt: now,
    sendingStartedAt: now,
  };
  return { deliveryId: id, thread: { ...thread, delivery }, attempts: 1, firstStartedAt: now, startedAt: now };
}

async function insertReply(tx: Tx, id: string, reply: ApprovedReply, thread: Thread, sealed: Buffer, now: Date): Promise<void> {
  const schema = schemaOf(tx.tenant);
  await tx.em.execute(
    `with message as (
       insert into ${schema}.message (id, conversation_id, channel_id, contact_id, direction, author_kind, author_id, text, sent_at)
       values (?, ?, ?, ?, '${MessageDirection.OUTBOUND}', '${MessageAuthorKind.AI}', ?, ?, ?)
     ), latest as (
       update ${schema}.conversation set last_message_id = ?, last_message_at = ? where id = ? and last_message_at <= ?
     )
     insert into ${schema}.delivery (id, conversation_id, channel_id, contact_id, reply_id, run_id, review_id, member_id, revision, status,
       attempts, first_started_at, sending_started_at, updated_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'SENDING', 1, ?, ?, ?)`,
    [
      ...[id, thread.conversationId, thread.channelId, thread.contactId, reply.memberId, sealed, now],
      ...[id, now, thread.conversationId, now],
      ...[
        id,
        thread.conversationId,
        thread.channelId,
        thread.contactId,
        reply.replyId,
        reply.runId,
        reply.reviewId,
        reply.memberId,
      ],
      ...[reply.revision, now, now, now],
    ],
  );
}
