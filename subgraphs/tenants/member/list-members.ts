import { badUserInput } from '#kernel/errors/public-error.ts';
import { type ConnectionArgs, type ConnectionOf, decodeCursor, pageOf } from '#kernel/graph/connection.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { Member } from './member.entity.ts';

/** Newest first: ids rise with the time at which they were made. */
export const listMembers = async (ctx: Ctx, args: ConnectionArgs): Promise<ConnectionOf<Member>> => {
  const [before] = decodeCursor(args.after, 1) ?? [];
  if (before !== undefined && !isId(before)) throw badUserInput('after', 'after is not a cursor of this list.');
  const rows = await ctx.em.find(
    Member,
    { ...(before && { id: { $lt: before } }) },
    { orderBy: { id: 'desc' }, limit: args.first + 1, populate: ['role'], strategy: 'joined' },
  );
  return pageOf(
    rows,
    args,
    (member) => [member.id],
    () => ctx.em.count(Member),
  );
};
