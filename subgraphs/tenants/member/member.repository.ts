import { type FilterQuery, LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { OWNER } from '../role/built-in-roles.ts';
import { Role } from '../role/role.entity.ts';
import { Member } from './member.entity.ts';

// nearly every use of a member asks what it may do
const withRole = { populate: ['role'], strategy: 'joined' } as const;

export const findMembers = (ctx: Ctx, where: FilterQuery<Member>): Promise<Member[]> => ctx.em.find(Member, where, withRole);

/** Throws NOT_FOUND. */
export const getMember = async (ctx: Ctx, id: string): Promise<Member> => {
  const [member] = isId(id) ? await findMembers(ctx, { id }) : [];
  if (member === undefined) throw notFound('The member');
  return member;
};

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
