import { notFound } from '#kernel/errors/public-error.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { LeadScore } from '../lead-score/lead-score.entity.ts';
import { findLead } from './find-lead.ts';
import type { Lead } from './lead.entity.ts';

/** The lead as it is now and the score that an event names. Throws NOT_FOUND where they are gone meanwhile. */
export const readScoredLead = async (
  ctx: Ctx,
  { leadId, scoreId }: { readonly leadId: string; readonly scoreId: string },
): Promise<{ lead: Lead; score: LeadScore }> => {
  const lead = await findLead(ctx, leadId);
  const score = await ctx.em.findOne(LeadScore, { id: scoreId });
  if (lead === null || score === null) throw notFound('The lead');
  return { lead, score };
};
