import { LockMode } from '@mikro-orm/core';
import { conflict, notFound } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import { Role } from './role.entity.ts';

/** For a change: no member gets or loses the role until the transaction ends. Throws CONFLICT for a built-in role. */
export const lockOwnRole = async (tx: Tx, id: string): Promise<Role> => {
  const role = isId(id) ? await tx.em.findOne(Role, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
  if (role === null) throw notFound('The role');
  if (role.builtIn) throw conflict(`${role.name} is built in: it cannot be changed or removed. Define a role of your own.`);
  return role;
};
