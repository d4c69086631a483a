import { notFound } from '#kernel/errors/public-error.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { findScore } from '../lead-score/find-score.ts';
import type { LeadScore } from '../lead-score/lead-score.entity.ts';
import { findLead } from './find-lead.ts';
import type { Lead } from './lead.entity.ts';

/** The lead as it is now and the score that an event names. Throws NOT_FOUND where they are gone meanwhile. */
export const readScoredLead = async (
  ctx: Ctx,
  { leadId, scoreId }: { readonly leadId: string; readonly scoreId: string },
): Promise<{ lead: Lead; score: LeadScore }> => {
  const [lead, score] = await Promise.all([findLead(ctx, leadId), findScore(ctx, scoreId)]);
  if (lead === null || score === null) throw notFound('The lead');
  return { lead, score };
};
