import { batched } from '#kernel/graph/batched.ts';
import { type Reading, rowsBy } from '#kernel/graph/rows-by.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { Lead } from './lead.entity.ts';

/** A lead's signals are its latest score's, and what most callers ask for. */
export const withLatestScore: Reading<Lead> = { populate: ['latestScore'] };

export const leadsById = rowsBy(Lead, 'id', withLatestScore);

/** Null where there is none of this id; an id that was never given out is one of those. */
export const findLead = batched(leadsById);

/** The one lead of a contact; null until a message was scored. */
export const findLeadOfContact = batched(rowsBy(Lead, 'contactId', withLatestScore));

/** The lead of the contact whose messages in this conversation were scored; null until one was. */
export const findLeadOfConversation = batched(async (ctx: Ctx, conversationIds: readonly string[]) => {
  const scored = await ctx.em.execute<{ conversationId: string; leadId: string }[]>(
    `select distinct conversation_id as "conversationId", lead_id as "leadId" from "${schemaOf(ctx.tenant)}".lead_score
     where conversation_id in (select id::uuid from jsonb_array_elements_text(?::jsonb) as asked (id))`,
    [JSON.stringify(conversationIds.filter(isId))],
  );
  const leads = await leadsById(
    ctx,
    scored.map(({ leadId }) => leadId),
  );
  return new Map(
    scored.flatMap(({ conversationId, leadId }) => {
      const lead = leads.get(leadId);
      return lead ? [[conversationId, lead] as const] : [];
    }),
  );
});
