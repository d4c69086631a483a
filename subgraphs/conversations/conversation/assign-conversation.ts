import { badUserInput } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Conversation } from './conversation.entity.ts';
import { lockConversation, publishChange } from './lock-conversation.ts';

/** Says who is to see to it; null: nobody. Who is a member is known to `tenants` alone: an id of nobody shows nobody. */
export async function assignConversation(tx: Tx, id: string, memberId: string | null): Promise<Conversation> {
  if (memberId !== null && !isId(memberId)) throw badUserInput('memberId', 'memberId is not the id of a member.');
  const conversation = await lockConversation(tx, id);
  if ((conversation.assigneeId ?? null) === memberId) return conversation;
  conversation.assigneeId = memberId;
  await tx.em.flush();
  publishChange(tx, id, 'ASSIGNEE');
  return conversation;
}
