import { LockMode } from '@mikro-orm/core';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { OWNER } from '../role/built-in-roles.ts';
import { Role } from '../role/role.entity.ts';
import { Member } from './member.entity.ts';

/**
 * Locks the owners who are not disabled. Every change of a member takes these locks first, so that two owners who demote each other at
 * the same moment do not both succeed, and wait for one another in one order.
 */
export const lockOwners = async (tx: Tx): Promise<Member[]> => {
  const owner = await tx.em.findOneOrFail(Role, { name: OWNER, builtIn: true });
  return tx.em.find(
    Member,
    { role: owner.id, disabledAt: null },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
  );
};
