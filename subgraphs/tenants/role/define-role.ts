import type { Tx } from '#kernel/messaging/transaction.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import { checkMayGive } from './check-may-give.ts';
import { checkRoleName, checkScopes } from './check-role-input.ts';
import { Role } from './role.entity.ts';
import { writeRole } from './write-role.ts';

/** Throws BAD_USER_INPUT, FORBIDDEN, or CONFLICT where the name is taken. */
export const defineRole = async (tx: Tx, name: string, scopes: readonly string[]): Promise<Role> => {
  const ownScopes = checkScopes(scopes);
  const role = tx.em.create(Role, {
    id: newId(),
    name: checkRoleName(name),
    builtIn: false,
    ownScopes,
    createdAt: tx.clock.now(),
  });
  await checkMayGive(tx, role);
  tx.em.persist(role);
  return writeRole(tx, role);
};
