import type { Tx } from '#kernel/messaging/transaction.ts';
import { checkMayGive } from './check-may-give.ts';
import { checkRoleName, checkScopes } from './check-role-input.ts';
import { lockOwnRole } from './lock-own-role.ts';
import type { Role } from './role.entity.ts';
import { writeRole } from './write-role.ts';

interface Changes {
  readonly name?: string | null | undefined;
  readonly scopes?: readonly string[] | null | undefined;
}

/** What is absent stays. Throws NOT_FOUND, BAD_USER_INPUT, FORBIDDEN, or CONFLICT for a built-in role or a name that is taken. */
export const updateRole = async (tx: Tx, id: string, { name, scopes }: Changes): Promise<Role> => {
  const role = await lockOwnRole(tx, id);
  if (name !== null && name !== undefined) role.name = checkRoleName(name);
  if (scopes !== null && scopes !== undefined) {
    const wanted = checkScopes(scopes);
    // before the assignment: the actor may have this very role, and would be measured by what it asks for
    await checkMayGive(tx, { isOwner: role.isOwner, scopes: wanted });
    role.ownScopes = wanted;
  }
  return writeRole(tx, role);
};
