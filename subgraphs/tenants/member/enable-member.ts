import { conflict } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { checkMayGive } from '../role/check-may-give.ts';
import { getMember } from './get-member.ts';
import { lockOwners } from './lock-owners.ts';
import type { Member } from './member.entity.ts';

/** Lets a disabled member in again. Throws NOT_FOUND, FORBIDDEN, or CONFLICT for one who is not disabled. */
export const enableMember = async (tx: Tx, id: string): Promise<Member> => {
  await lockOwners(tx);
  const member = await getMember(tx, id);
  await checkMayGive(tx, member.role);
  if (!member.disabled) throw conflict('The member is not disabled.');
  member.disabledAt = null;
  await tx.em.flush();
  return member;
};
