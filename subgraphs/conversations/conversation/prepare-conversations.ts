import type { GraphQLResolveInfo } from 'graphql';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { asksFor } from '../asks-for.ts';
import { loadMessages } from '../message/load-messages.ts';
import type { Conversation } from './conversation.entity.ts';

/** Channel and contact are what most callers ask for; joined, they cost no round trip of their own. */
export const withEnds = { populate: ['channel', 'contact'], strategy: 'joined' } as const;

/** Reads what is asked for of each conversation, at once for all: field resolvers then find it in the context. */
export async function prepareConversations(
  ctx: Ctx,
  conversations: readonly Conversation[],
  info: GraphQLResolveInfo,
): Promise<void> {
  if (asksFor(info, 'displayName')) await ctx.vault.prefetch(conversations.map((conversation) => conversation.contact.id));
  if (!asksFor(info, 'lastMessage')) return;
  await loadMessages(
    ctx,
    conversations.map((conversation) => conversation.lastMessageId),
    info,
  );
}
