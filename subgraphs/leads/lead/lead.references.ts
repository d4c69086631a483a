import { isId } from '#kernel/persistence/new-id.ts';
import type { ReferenceLoader } from '#kernel/runtime/define-subgraph.ts';
import { LeadScore } from '../lead-score/lead-score.entity.ts';
import { findLeads, findLeadsOfConversations } from './lead.repository.ts';

const idsOf = (references: readonly { readonly id: string }[]): string[] => references.map(({ id }) => id).filter(isId);

/** `Lead` by its id. */
export const loadLeads: ReferenceLoader = async (ctx, references) => {
  const leads = await findLeads(ctx, { id: { $in: idsOf(references) } });
  const byId = new Map(leads.map((lead) => [lead.id, lead]));
  return references.map(({ id }) => byId.get(id) ?? null);
};

/** `LeadScore` by its id. */
export const loadLeadScores: ReferenceLoader = async (ctx, references) => {
  const scores = await ctx.em.find(LeadScore, { id: { $in: idsOf(references) } });
  const byId = new Map(scores.map((score) => [score.id, score]));
  return references.map(({ id }) => byId.get(id) ?? null);
};

/** What this subgraph adds to another's `Contact`: its lead. */
export const loadLeadsOfContacts: ReferenceLoader = async (ctx, references) => {
  const leads = await findLeads(ctx, { contactId: { $in: idsOf(references) } });
  const byContact = new Map(leads.map((lead) => [lead.contactId, lead]));
  return references.map(({ id }) => ({ id, lead: byContact.get(id) ?? null }));
};

/** What this subgraph adds to another's `Conversation`: the lead of who writes there. */
export const loadLeadsOfConversations: ReferenceLoader = async (ctx, references) => {
  const byConversation = await findLeadsOfConversations(ctx, idsOf(references));
  return references.map(({ id }) => ({ id, lead: byConversation.get(id) ?? null }));
};
