import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import { held, kept } from '#kernel/persistence/trip.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { PlatformConnector } from '../connectors/platform-connector.ts';
import { MessageAuthorKind, MessageDirection, textAt } from '../message/message.entity.ts';
import type { Platform } from '../platform.ts';
import { indexMessage } from '../search/index-message.ts';
import { sentToAt } from './delivery.entity.ts';
import type { ApprovedReply, DeliveryJob, ExistingDelivery, Post, Refusal, Thread } from './delivery-job.ts';
import { assertDeliveryMove, DeliveryStatus } from './delivery-states.ts';
import { lockThread } from './lock-thread.ts';
import { openLetter } from './open-letter.ts';
import { whyNot } from './why-not.ts';

/** `finished`: nothing is left to do. `reconcile`: a post was begun before, and what became of it is not known. */
export type Beginning =
  | { readonly kind: 'finished' }
  | { readonly kind: 'refused'; readonly thread: Thread; readonly refusal: Refusal }
  | { readonly kind: 'reconcile'; readonly post: Post }
  | { readonly kind: 'post'; readonly post: Post };

/**
 * The transaction before a post: when it commits, the delivery is SENDING and carries the id that goes out with the post, so that a
 * crash is followed by a reconciliation and never by a second post. `isUnapplied` says that the platform was asked and has no earlier
 * post of the part under way.
 */
export async function beginDelivery(
  tx: Tx,
  job: DeliveryJob,
  connectors: ReadonlyMap<Platform, PlatformConnector>,
  { isUnapplied = false } = {},
): Promise<Beginning> {
  const thread = await lockThread(tx, job);
  // the conversation went with its contact
  if (!thread) return { kind: 'finished' };
  const { delivery } = thread;
  if (delivery && delivery.status !== DeliveryStatus.PENDING && delivery.status !== DeliveryStatus.SENDING)
    return { kind: 'finished' };
  const connector = connectors.get(thread.platform);
  if (!connector) throw new Error(`There is no connector of ${thread.platform}.`);
  const letter = await openLetter(tx, job, thread, connector);
  if (!letter) return { kind: 'finished' };
  const isByPerson = job.kind === 'queued' || job.reply.memberId !== null;
  const draft = { ...letter, thread, isByPerson };
  const mayBeThere = delivery?.status === DeliveryStatus.SENDING || (delivery?.provedAs ?? null) !== null;
  if (delivery && mayBeThere && !isUnapplied) return { kind: 'reconcile', post: postUnderWay(draft, delivery) };
  const now = tx.clock.now();
  const revision = job.kind === 'reply' ? job.reply.revision : null;
  const refusal = whyNot({ revision, isByPerson, texts: letter.texts }, thread, connector, now);
  if (refusal) return { kind: 'refused', thread, refusal };
  return { kind: 'post', post: delivery ? await restart(tx, draft, delivery, now) : await start(tx, job, draft, now) };
}

type Draft = Pick<Post, 'thread' | 'texts' | 'replyTo' | 'isByPerson'>;

function postUnderWay(draft: Draft, delivery: ExistingDelivery): Post {
  const { id: deliveryId, attempts, firstStartedAt, sendingStartedAt: startedAt, part, postId, provedAs } = delivery;
  if (!startedAt || !firstStartedAt) throw new Error('a delivery that was begun does not say since when');
  return { ...draft, deliveryId, postId, part, attempts, firstStartedAt, startedAt, provedAs };
}

async function restart(tx: Tx, draft: Draft, delivery: ExistingDelivery, now: Date): Promise<Post> {
  assertDeliveryMove(delivery.status, DeliveryStatus.SENDING);
  // a PENDING delivery was refused for sure; one that is SENDING may yet turn up, so its first beginning is kept
  const firstStartedAt = delivery.status === DeliveryStatus.SENDING ? (delivery.firstStartedAt ?? now) : now;
  const attempts = delivery.attempts + 1;
  // what was read of it may be older than the lock on its conversation: an echo that was stored meanwhile has made it SENT
  const [begun] = await tx.em.execute<object[]>(
    `update ${schemaOf(tx.tenant)}.delivery
     set status = 'SENDING', attempts = ?, error = null, first_started_at = ?, sending_started_at = ?, updated_at = ?, parts = ?, reply_to = ?
     where id = ? and status = ? and attempts = ? and part = ? returning id`,
    [
      ...[attempts, firstStartedAt, now, now, draft.texts.length, await sealReplyTo(tx, delivery.id, draft)],
      ...[delivery.id, delivery.status, delivery.attempts, delivery.part],
    ],
  );
  if (!begun) throw new TransientError('The delivery changed while it was waited for.', { unlimited: true, retryAfterMs: 0 });
  const { id: deliveryId, part, postId } = delivery;
  return { ...draft, deliveryId, postId, part, attempts, firstStartedAt, startedAt: now, provedAs: null };
}

const sealReplyTo = async (tx: Tx, deliveryId: string, { replyTo, thread }: Draft): Promise<Buffer | null> =>
  replyTo === null ? null : tx.vault.seal(thread.contactId, sentToAt(deliveryId), replyTo);

async function start(tx: Tx, job: DeliveryJob, draft: Draft, now: Date): Promise<Post> {
  if (job.kind !== 'reply') throw new Error('a queued message has no delivery');
  const id = newId();
  await insertReply(tx, id, job.reply, draft, now);
  const times = { attempts: 1, firstStartedAt: now, startedAt: now };
  return { ...draft, ...times, deliveryId: id, postId: id, part: 0, provedAs: null };
}

async function insertReply(tx: Tx, id: string, reply: ApprovedReply, draft: Draft, now: Date): Promise<void> {
  const { thread } = draft;
  const sealed = await tx.vault.seal(thread.contactId, textAt(id), reply.text);
  await indexMessage(tx, { id, contactId: thread.contactId, text: reply.text });
  const schema = schemaOf(tx.tenant);
  await tx.em.execute(
    held(
      kept(`with message as (
       insert into ${schema}.message (id, conversation_id, channel_id, contact_id, direction, author_kind, author_id, text, sent_at)
       values (?, ?, ?, ?, '${MessageDirection.OUTBOUND}', '${MessageAuthorKind.AI}', ?, ?, ?)
     ), latest as (
       update ${schema}.conversation set last_message_id = ?, last_message_at = ? where id = ? and last_message_at <= ?
     )
     insert into ${schema}.delivery (id, conversation_id, channel_id, contact_id, reply_id, run_id, review_id, member_id, revision, status,
       attempts, first_started_at, sending_started_at, updated_at, parts, reply_to)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'SENDING', 1, ?, ?, ?, ?, ?)`),
    ),
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
      ...[reply.revision, now, now, now, draft.texts.length, await sealReplyTo(tx, id, draft)],
    ],
  );
}
