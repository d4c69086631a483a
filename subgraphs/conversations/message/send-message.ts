import { LockMode } from '@mikro-orm/core';
import { badUserInput, conflict, notFound } from '#kernel/errors/public-error.ts';
import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { isId, newId } from '#kernel/persistence/new-id.ts';
import { conversationChanged } from '#schema/events/conversation-changed.v1.ts';
import { messageQueued } from '#schema/events/message-queued.v1.ts';
import { ChannelStatus } from '../channel/channel.entity.ts';
import type { PlatformConnector } from '../connectors/platform-connector.ts';
import { Conversation } from '../conversation/conversation.entity.ts';
import { openReplyTo } from '../conversation/open-reply-to.ts';
import { personWindowClosesAt, type ReplyWindows } from '../conversation/reply-windows.ts';
import { Delivery } from '../delivery/delivery.entity.ts';
import { MAX_PARTS } from '../delivery/delivery-job.ts';
import { DeliveryStatus } from '../delivery/delivery-states.ts';
import type { Platform } from '../platform.ts';
import { indexMessage } from '../search/index-message.ts';
import { Message, MessageAuthorKind, MessageDirection, textAt } from './message.entity.ts';

export interface NewMessage {
  readonly conversationId: string;
  readonly text: string;
  readonly idempotencyKey: string | null;
}

/**
 * Stores a member's message as PENDING and queues it for the platform. The same key answers the same message, once; a key that was used
 * in another conversation is a CONFLICT.
 */
export async function sendMessage(
  tx: Tx,
  { conversationId, text, idempotencyKey }: NewMessage,
  connectors: ReadonlyMap<Platform, PlatformConnector>,
): Promise<Message> {
  // the lock also lets two calls with the same key come one after the other
  const conversation = isId(conversationId)
    ? await tx.em.findOne(
        Conversation,
        { id: conversationId },
        { populate: ['channel'], lockMode: LockMode.PESSIMISTIC_WRITE, lockTableAliases: ['c0'] },
      )
    : null;
  if (!conversation) throw notFound('The conversation');
  const sent = idempotencyKey === null ? null : await tx.em.findOne(Message, { idempotencyKey });
  if (sent) {
    if (sent.conversation.id === conversationId) return sent;
    throw conflict('This idempotencyKey was used for a message of another conversation.');
  }
  const connector = connectors.get(conversation.platform);
  if (!connector) throw new Error(`There is no connector of ${conversation.platform}.`);
  refuseText(text, connector, await openReplyTo(tx, conversation));
  refuseUnlessOpen(conversation, connector, tx.clock.now());
  return store(tx, conversation, text, idempotencyKey);
}

/** Longer than any platform takes in all its parts: not worth cutting. */
const MAX_LENGTH = 100_000;

function refuseText(text: string, connector: PlatformConnector, replyTo: string | null): void {
  if (text.trim() === '') throw badUserInput('text', 'The message is empty.');
  const parts = text.length > MAX_LENGTH ? Number.POSITIVE_INFINITY : connector.splitText(text, replyTo).length;
  if (parts === 0) throw badUserInput('text', 'The message holds nothing that the platform takes.');
  if (parts > MAX_PARTS) {
    const need = Number.isFinite(parts) ? `${parts} posts` : 'far more posts';
    throw badUserInput('text', `The message is too long: the platform would need ${need} for it, and ${MAX_PARTS} are the most.`);
  }
}

function refuseUnlessOpen(conversation: Conversation, windows: ReplyWindows, now: Date): void {
  if (conversation.channel.getEntity().status === ChannelStatus.DISCONNECTED) {
    throw badUserInput('conversationId', 'The channel is disconnected. Connect it again to send.');
  }
  const closesAt = personWindowClosesAt(windows, conversation.lastInboundAt);
  if (closesAt !== null && closesAt <= now) {
    throw badUserInput(
      'conversationId',
      `The platform accepts no reply since ${closesAt.toISOString()}, not even a member's: its reply window is closed.`,
    );
  }
}

async function store(tx: Tx, conversation: Conversation, text: string, idempotencyKey: string | null): Promise<Message> {
  const id = newId();
  const now = tx.clock.now();
  const contactId = conversation.contact.id;
  const channelId = conversation.channel.id;
  const message = tx.em.create(Message, {
    ...{ id, conversation, channelId, contactId, idempotencyKey },
    direction: MessageDirection.OUTBOUND,
    authorKind: MessageAuthorKind.MEMBER,
    authorId: tx.actor.id,
    text: await tx.vault.seal(contactId, textAt(id), text),
    attachmentKinds: [],
    sentAt: now,
  });
  await indexMessage(tx, { id, contactId, text });
  // the delivery refers to the message in the database only, so the unit of work does not know which goes first
  await tx.em.flush();
  tx.em.create(Delivery, {
    ...{ id, conversationId: conversation.id, channelId, contactId },
    memberId: tx.actor.id,
    revision: conversation.revision,
    status: DeliveryStatus.PENDING,
    attempts: 0,
    updatedAt: now,
  });
  if (conversation.lastMessageAt <= now) {
    conversation.lastMessageId = id;
    conversation.lastMessageAt = now;
  }
  await tx.em.flush();
  const key = conversation.id;
  publish(tx, messageQueued, { key, data: { deliveryId: id, messageId: id, conversationId: key, contactId } });
  publish(tx, conversationChanged, { key, data: { conversationId: key, change: 'MESSAGE_SENT', messageId: id } });
  return message;
}
