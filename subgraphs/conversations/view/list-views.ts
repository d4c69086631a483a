import { readRows } from '#kernel/graph/rows-by.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { Conversation } from '../conversation/conversation.entity.ts';
import { matching } from '../conversation/conversation-criteria.ts';
import { ConversationView } from './conversation-view.entity.ts';

/** What the caller saved and what the team shares, in the order of the alphabet. */
export async function listViews(ctx: Ctx): Promise<ConversationView[]> {
  const views = await readRows(ctx, ConversationView, { $or: [{ ownerId: ctx.actor.id }, { shared: true }] });
  return views.sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
}

/** Null where it asks for a tier and the caller may not read leads. */
export async function countOf(ctx: Ctx, { filter }: ConversationView): Promise<number | null> {
  if (filter.tier && !ctx.actor.scopes.has('leads:read')) return null;
  return ctx.em.count(Conversation, matching(filter));
}
