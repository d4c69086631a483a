import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { conversationChanged } from '#schema/events/conversation-changed.v1.ts';
import type { AskedName } from '../contact/ask-name.ts';
import { recordName } from '../contact/record-name.ts';
import { Conversation, ConversationStatus } from './conversation.entity.ts';

/**
 * A review that waits makes an open conversation wait with it; one that ended without an answer opens it again. What a member closed
 * or somebody answered meanwhile stays as it is.
 */
export async function followReview(
  tx: Tx,
  conversationId: string,
  review: 'waiting' | 'over',
  asked: AskedName | null,
): Promise<void> {
  if (asked) await recordName(tx, asked);
  const { OPEN, WAITING_FOR_REVIEW } = ConversationStatus;
  const [from, to] = review === 'waiting' ? [OPEN, WAITING_FOR_REVIEW] : [WAITING_FOR_REVIEW, OPEN];
  // one that is put off stays so; what it waits for when it wakes has changed
  await tx.em.nativeUpdate(
    Conversation,
    { id: conversationId, status: ConversationStatus.SNOOZED, snoozedFrom: from },
    { snoozedFrom: to },
  );
  const changed = await tx.em.nativeUpdate(Conversation, { id: conversationId, status: from }, { status: to });
  if (changed > 0)
    publish(tx, conversationChanged, { key: conversationId, data: { conversationId, change: 'STATUS', messageId: null } });
}
