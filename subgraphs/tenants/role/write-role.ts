import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { conflict } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import type { Role } from './role.entity.ts';

/** Throws CONFLICT where the name is taken; the database decides, so that two at once cannot both have it. */
export const writeRole = async (tx: Tx, role: Role): Promise<Role> => {
  await tx.em.flush().catch((error: unknown) => {
    throw error instanceof UniqueConstraintViolationException ? conflict(`There is a role ${role.name} already.`) : error;
  });
  return role;
};
