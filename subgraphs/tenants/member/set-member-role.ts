import type { Tx } from '#kernel/messaging/transaction.ts';
import { checkMayGive, checkMayTake } from '../role/check-may-give.ts';
import { getRole } from '../role/get-role.ts';
import { checkOwnerStays } from './check-owner-stays.ts';
import { getMember } from './get-member.ts';
import { lockOwners } from './lock-owners.ts';
import type { Member } from './member.entity.ts';

/** In force everywhere within 5 s. Throws NOT_FOUND, FORBIDDEN, or CONFLICT where the last owner would become something else. */
export const setMemberRole = async (tx: Tx, id: string, roleId: string): Promise<Member> => {
  const owners = await lockOwners(tx);
  const member = await getMember(tx, id);
  const role = await getRole(tx, roleId);
  await checkMayTake(tx, member.role);
  await checkMayGive(tx, role);
  if (!role.isOwner) checkOwnerStays(owners, member);
  member.role = role;
  await tx.em.flush();
  return member;
};
