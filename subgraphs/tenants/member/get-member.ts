import { notFound } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import { Member } from './member.entity.ts';

/** For a change. Throws NOT_FOUND. */
export const getMember = async (tx: Tx, id: string): Promise<Member> => {
  const member = isId(id) ? await tx.em.findOne(Member, { id }, { populate: ['role'], strategy: 'joined' }) : null;
  if (member === null) throw notFound('The member');
  return member;
};
