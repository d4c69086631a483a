import { conflict } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { Member } from '../member/member.entity.ts';
import { lockOwnRole } from './lock-own-role.ts';
import { Role } from './role.entity.ts';

/** Answers the role that was. Throws NOT_FOUND, or CONFLICT for a built-in role and for one that a member has. */
export const removeRole = async (tx: Tx, id: string): Promise<Role> => {
  const role = await lockOwnRole(tx, id);
  const members = await tx.em.count(Member, { role: role.id });
  if (members > 0)
    throw conflict(`${members === 1 ? 'A member has' : `${members} members have`} this role. Give them another one first.`);
  await tx.em.nativeDelete(Role, { id: role.id });
  return role;
};
