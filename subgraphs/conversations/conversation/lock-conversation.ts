import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/errors/public-error.ts';
import type { DataOf } from '#kernel/messaging/event-contract.ts';
import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import { conversationChanged } from '#schema/events/conversation-changed.v1.ts';
import { Conversation } from './conversation.entity.ts';

/** NOT_FOUND where there is none of this id. */
export async function lockConversation(tx: Tx, id: string): Promise<Conversation> {
  const conversation = isId(id) ? await tx.em.findOne(Conversation, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
  if (!conversation) throw notFound('The conversation');
  return conversation;
}

/** Tells those who watch of a change that is no message's. */
export const publishChange = (
  tx: Tx,
  conversationId: string,
  change: Exclude<DataOf<typeof conversationChanged>['change'], 'MESSAGE_SENT' | 'MESSAGE_CHANGED' | 'DELIVERY'>,
): void => publish(tx, conversationChanged, { key: conversationId, data: { conversationId, change, messageId: null } });
