import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { badUserInput, conflict, notFound, type PublicError } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { isId, newId } from '#kernel/persistence/new-id.ts';
import { CannedReply } from './canned-reply.entity.ts';
import { refuseUnknownVariables } from './refuse-unknown-variables.ts';

const MOST = 200;
const LONGEST_NAME = 60;
const LONGEST_TEXT = 5_000;

/** Saves a new one, or replaces the one of that id. Throws BAD_USER_INPUT, NOT_FOUND, CONFLICT. */
export async function saveCannedReply(
  tx: Tx,
  given: { readonly id?: string | null; readonly name: string; readonly text: string },
): Promise<CannedReply> {
  const name = given.name.trim().replace(/\s+/g, ' ');
  const text = given.text.trim();
  if (name === '' || name.length > LONGEST_NAME || /\p{Cc}/u.test(name))
    throw badUserInput('input.name', `The name of a canned reply has 1 to ${LONGEST_NAME} characters, on one line.`);
  if (text === '' || text.length > LONGEST_TEXT || text.includes('\0'))
    throw badUserInput('input.text', `A canned reply has 1 to ${LONGEST_TEXT} characters.`);
  refuseUnknownVariables(text);
  const all = await tx.em.find(CannedReply, {});
  const stored = given.id ? all.find(({ id }) => id === given.id) : undefined;
  if (given.id && !stored) throw notFound('The canned reply');
  if (all.some((other) => other !== stored && other.name.toLowerCase() === name.toLowerCase())) throw taken(name);
  if (!stored && all.length >= MOST) throw conflict(`There are ${MOST} canned replies, the most there may be: remove one first.`);
  const updatedAt = tx.clock.now();
  const reply = stored ?? tx.em.create(CannedReply, { id: newId(), name, text, updatedAt });
  Object.assign(reply, { name, text, updatedAt });
  try {
    await tx.em.flush();
  } catch (error) {
    // saved by somebody else at the same moment
    throw error instanceof UniqueConstraintViolationException ? taken(name) : error;
  }
  return reply;
}

const taken = (name: string): PublicError =>
  badUserInput('input.name', `There is a canned reply “${name}” already: change that one, or take another name.`);

/** False when there was none of that id. */
export const removeCannedReply = async (tx: Tx, id: string): Promise<boolean> =>
  isId(id) && (await tx.em.nativeDelete(CannedReply, { id })) > 0;
