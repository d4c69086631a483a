import { badUserInput } from '#kernel/errors/public-error.ts';
import { type ConnectionArgs, type ConnectionOf, decodeCursor, pageOf } from '#kernel/graph/connection.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { LeadScore } from './lead-score.entity.ts';

/** A lead's scores, the newest first: their ids rise with the time at which they were recorded. */
export const listScores = async (ctx: Ctx, leadId: string, args: ConnectionArgs): Promise<ConnectionOf<LeadScore>> => {
  const [before] = decodeCursor(args.after, 1) ?? [];
  if (before !== undefined && !isId(before)) throw badUserInput('after', 'after is not a cursor of this list.');
  const rows = await ctx.em.find(
    LeadScore,
    { leadId, ...(before && { id: { $lt: before } }) },
    { orderBy: { id: 'desc' }, limit: args.first + 1 },
  );
  return pageOf(
    rows,
    args,
    (score) => [score.id],
    () => ctx.em.count(LeadScore, { leadId }),
  );
};
