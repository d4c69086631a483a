import type { FilterQuery } from '@mikro-orm/core';
import { badUserInput } from '#kernel/errors/public-error.ts';
import { type ConnectionOf, decodeCursor, pageOf } from '#kernel/graph/connection.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { CrmLink } from './crm-link.entity.ts';
import type { CrmLinksArgs } from './crm-links-args.ts';

/** A page of links, the one that changed last first. */
export const listLinks = async (ctx: Ctx, args: CrmLinksArgs): Promise<ConnectionOf<CrmLink>> => {
  const matching: FilterQuery<CrmLink> = args.status ? { status: { $in: args.status } } : {};
  const rows = await ctx.em.find(
    CrmLink,
    { $and: [matching, afterCursor(args.after)] },
    { orderBy: { updatedAt: 'desc', id: 'desc' }, limit: args.first + 1, populate: ['connection'], strategy: 'joined' },
  );
  return pageOf(
    rows,
    args,
    ({ updatedAt, id }) => [updatedAt, id],
    () => ctx.em.count(CrmLink, matching),
  );
};

const afterCursor = (after: string | null | undefined): FilterQuery<CrmLink> => {
  const parts = decodeCursor(after, 2);
  if (parts === null) return {};
  const [text = '', id = ''] = parts;
  const updatedAt = new Date(text);
  if (Number.isNaN(updatedAt.getTime()) || !isId(id)) throw badUserInput('after', 'after is not a cursor of this list.');
  // the first condition says nothing new; it is what the index can use
  return { $and: [{ updatedAt: { $lte: updatedAt } }, { $or: [{ updatedAt: { $lt: updatedAt } }, { id: { $lt: id } }] }] };
};
