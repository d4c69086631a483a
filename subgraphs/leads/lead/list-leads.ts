import type { FilterQuery } from '@mikro-orm/core';
import { badUserInput } from '#kernel/errors/public-error.ts';
import { type ConnectionOf, decodeCursor, pageOf } from '#kernel/graph/connection.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { Lead } from './lead.entity.ts';
import type { LeadFilter, LeadOrder, LeadsArgs } from './leads-args.ts';

const columnOf = { UPDATED: 'updatedAt', CREATED: 'createdAt', POINTS: 'points' } as const;

/** A page of leads, the highest value of the order first. A cursor is of its order: with another one it is refused. */
export const listLeads = async (ctx: Ctx, args: LeadsArgs): Promise<ConnectionOf<Lead>> => {
  const { orderBy } = args;
  const column = columnOf[orderBy];
  const matching = matchingFilter(args.filter ?? {});
  const rows = await ctx.em.find(
    Lead,
    { $and: [matching, afterCursor(orderBy, args.after)] },
    { orderBy: { [column]: 'desc', id: 'desc' }, limit: args.first + 1, populate: ['latestScore'], strategy: 'joined' },
  );
  return pageOf(
    rows,
    args,
    (lead) => [orderBy, lead[column], lead.id],
    () => ctx.em.count(Lead, matching),
  );
};

const matchingFilter = ({ tier, stage, platform, scoredAfter }: LeadFilter): FilterQuery<Lead> => ({
  ...(tier && { tier: { $in: tier } }),
  ...(stage && { stage: { $in: stage } }),
  ...(platform && { platform: { $in: platform } }),
  ...(scoredAfter && { scoredAt: { $gt: scoredAfter } }),
});

const afterCursor = (orderBy: LeadOrder, after: string | null | undefined): FilterQuery<Lead> => {
  const parts = decodeCursor(after, 3);
  if (parts === null) return {};
  const [order, text = '', id = ''] = parts;
  const value = orderBy === 'POINTS' ? Number(text) : new Date(text);
  if (order !== orderBy || Number.isNaN(Number(value)) || !isId(id)) {
    throw badUserInput('after', `after is not a cursor of the leads in the order ${orderBy}.`);
  }
  const column = columnOf[orderBy];
  // the first condition says nothing new; it is what the index can use
  return {
    $and: [{ [column]: { $lte: value } }, { $or: [{ [column]: { $lt: value } }, { id: { $lt: id } }] }],
  } as FilterQuery<Lead>;
};
