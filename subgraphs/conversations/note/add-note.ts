import { badUserInput } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import type { Conversation } from '../conversation/conversation.entity.ts';
import { lockConversation, publishChange } from '../conversation/lock-conversation.ts';
import { Note, noteTextAt } from './note.entity.ts';

const MAX_LENGTH = 10_000;

/** A note belongs to the person whom it is about: it is unreadable once they are erased, and goes when the channel's messages do. */
export async function addNote(tx: Tx, conversationId: string, text: string): Promise<Conversation> {
  if (text.trim() === '') throw badUserInput('text', 'The note is empty.');
  if (text.length > MAX_LENGTH) throw badUserInput('text', `A note has at most ${MAX_LENGTH} characters.`);
  const conversation = await lockConversation(tx, conversationId);
  const id = newId();
  tx.em.create(Note, {
    id,
    conversationId,
    channelId: conversation.channel.id,
    authorId: tx.actor.id,
    text: await tx.vault.seal(conversation.contact.id, noteTextAt(id), text),
    createdAt: tx.clock.now(),
  });
  await tx.em.flush();
  publishChange(tx, conversationId, 'NOTE');
  return conversation;
}
