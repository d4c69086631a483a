import { type FilterQuery, LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { LeadScore } from '../lead-score/lead-score.entity.ts';
import { Lead } from './lead.entity.ts';

// signals are what most callers ask a lead for; joined, they cost no round trip of their own
const withLatestScore = { populate: ['latestScore'], strategy: 'joined' } as const;

export const findLeads = (ctx: Ctx, where: FilterQuery<Lead>): Promise<Lead[]> => ctx.em.find(Lead, where, withLatestScore);

/** For a change by a member: nobody else changes or scores the lead until the transaction ends. */
export const lockLead = async (tx: Tx, id: string): Promise<Lead> => {
  const lead = isId(id) ? await tx.em.findOne(Lead, { id }, { ...withLatestScore, lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
  if (lead === null) throw notFound('The lead');
  return lead;
};

/** By conversation: the lead of the contact whose messages there were scored. */
export const findLeadsOfConversations = async (ctx: Ctx, conversationIds: readonly string[]): Promise<Map<string, Lead>> => {
  const scores = await ctx.em.find(
    LeadScore,
    { conversationId: { $in: [...conversationIds] } },
    { fields: ['conversationId', 'leadId'] },
  );
  const leads = await findLeads(ctx, { id: { $in: [...new Set(scores.map((score) => score.leadId))] } });
  const byId = new Map(leads.map((lead) => [lead.id, lead]));
  return new Map(
    scores.flatMap((score) => {
      const lead = byId.get(score.leadId);
      return lead ? [[score.conversationId, lead] as const] : [];
    }),
  );
};
