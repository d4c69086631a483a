import type { Tx } from '#kernel/messaging/transaction.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import { builtInRoles } from './built-in-roles.ts';
import { Role } from './role.entity.ts';

/** For a tenant that is being made. */
export const seedBuiltInRoles = async (tx: Tx): Promise<void> => {
  for (const name of Object.keys(builtInRoles)) {
    tx.em.persist(tx.em.create(Role, { id: newId(), name, builtIn: true, ownScopes: null, createdAt: tx.clock.now() }));
  }
  await tx.em.flush();
};
