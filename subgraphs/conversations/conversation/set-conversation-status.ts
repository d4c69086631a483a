import { LockMode } from '@mikro-orm/core';
import { badUserInput, notFound } from '#kernel/errors/public-error.ts';
import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import { conversationChanged } from '#schema/events/conversation-changed.v1.ts';
import { Conversation, ConversationStatus } from './conversation.entity.ts';

/** Sets what a member may decide; WAITING_FOR_REVIEW follows from a review alone. The status that it has already changes nothing. */
export async function setConversationStatus(tx: Tx, id: string, status: ConversationStatus): Promise<Conversation> {
  if (status === ConversationStatus.WAITING_FOR_REVIEW) {
    throw badUserInput('status', 'WAITING_FOR_REVIEW follows from a review; set OPEN, WAITING_FOR_CUSTOMER or CLOSED.');
  }
  const conversation = isId(id) ? await tx.em.findOne(Conversation, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
  if (!conversation) throw notFound('The conversation');
  if (conversation.status === status) return conversation;
  conversation.status = status;
  await tx.em.flush();
  publish(tx, conversationChanged, { key: id, data: { conversationId: id, change: 'STATUS', messageId: null } });
  return conversation;
}
