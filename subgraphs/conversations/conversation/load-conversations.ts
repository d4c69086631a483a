import type { GraphQLResolveInfo } from 'graphql';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { Conversation } from './conversation.entity.ts';
import { prepareConversations, withEnds } from './prepare-conversations.ts';

/** Conversations by id, with what is asked for of each, in a few statements for all of them. */
export async function loadConversations(
  ctx: Ctx,
  ids: readonly string[],
  info: GraphQLResolveInfo,
): Promise<Map<string, Conversation>> {
  const wanted = [...new Set(ids)].filter(isId);
  if (wanted.length === 0) return new Map();
  const conversations = await ctx.em.find(Conversation, { id: { $in: wanted } }, withEnds);
  await prepareConversations(ctx, conversations, info);
  return new Map(conversations.map((conversation) => [conversation.id, conversation]));
}
