import { conflict } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { checkMayTake } from '../role/check-may-give.ts';
import { checkOwnerStays } from './check-owner-stays.ts';
import { getMember } from './get-member.ts';
import { lockOwners } from './lock-owners.ts';
import type { Member } from './member.entity.ts';

/** Shuts the member out everywhere within 5 s. Throws NOT_FOUND, FORBIDDEN, or CONFLICT for the last owner and one who is disabled. */
export const disableMember = async (tx: Tx, id: string): Promise<Member> => {
  const owners = await lockOwners(tx);
  const member = await getMember(tx, id);
  await checkMayTake(tx, member.role);
  if (member.disabled) throw conflict('The member is disabled already.');
  checkOwnerStays(owners, member);
  member.disabledAt = tx.clock.now();
  await tx.em.flush();
  return member;
};
