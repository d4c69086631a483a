import type { Tx } from '#kernel/messaging/transaction.ts';
import { getRole } from '../role/get-role.ts';
import { addMember } from './add-member.ts';
import type { Member } from './member.entity.ts';

/** Throws NOT_FOUND for the role, BAD_USER_INPUT, FORBIDDEN, or CONFLICT where a member has the e-mail address already. */
export const inviteMember = async (tx: Tx, email: string, displayName: string, roleId: string): Promise<Member> =>
  addMember(tx, { email, displayName, role: await getRole(tx, roleId) });
