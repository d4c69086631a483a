import { notFound } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import { Role } from './role.entity.ts';

/** For giving it to a member. Throws NOT_FOUND. */
export const getRole = async (tx: Tx, id: string): Promise<Role> => {
  const role = isId(id) ? await tx.em.findOne(Role, { id }) : null;
  if (role === null) throw notFound('The role');
  return role;
};
