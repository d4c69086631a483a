import { badUserInput } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import type { Conversation } from './conversation.entity.ts';
import { lockConversation, publishChange } from './lock-conversation.ts';

const MAX_LABELS = 20;
const MAX_LENGTH = 50;

/** Replaces all labels. One that differs from another in spaces alone is the same. */
export async function setConversationLabels(tx: Tx, id: string, labels: readonly string[]): Promise<Conversation> {
  const wanted = [...new Set(labels.map((label) => label.trim().replace(/\s+/g, ' ')))].sort();
  if (wanted.includes('')) throw badUserInput('labels', 'A label is empty.');
  if (wanted.length > MAX_LABELS) throw badUserInput('labels', `A conversation has at most ${MAX_LABELS} labels.`);
  if (wanted.some((label) => label.length > MAX_LENGTH || label.includes('\0'))) {
    throw badUserInput('labels', `A label has at most ${MAX_LENGTH} characters, on one line.`);
  }
  const conversation = await lockConversation(tx, id);
  if (JSON.stringify(conversation.labels) === JSON.stringify(wanted)) return conversation;
  conversation.labels = wanted;
  await tx.em.flush();
  publishChange(tx, id, 'LABELS');
  return conversation;
}
