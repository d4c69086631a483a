import type { Ctx } from '#kernel/tenancy/context.ts';
import { LeadModelRow } from './lead-model.entity.ts';

/** Null before the first. */
export const readLatestModel = async (ctx: Ctx): Promise<LeadModelRow | null> => {
  const [latest] = await ctx.em.find(LeadModelRow, {}, { orderBy: { version: 'desc' }, limit: 1 });
  return latest ?? null;
};
