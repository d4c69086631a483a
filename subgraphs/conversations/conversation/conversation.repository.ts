import type { FilterQuery } from '@mikro-orm/core';
import type { GraphQLResolveInfo } from 'graphql';
import { type ConnectionArgs, type ConnectionOf, pageOf } from '#kernel/graph/connection.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { asksFor } from '../asks-for.ts';
import { olderThan } from '../keyset.ts';
import { loadMessages } from '../message/message.repository.ts';
import { Conversation } from './conversation.entity.ts';

// channel and contact are what most callers ask for; joined, they cost no round trip of their own
const withEnds = { populate: ['channel', 'contact'], strategy: 'joined' } as const;

/** Conversations with what is asked for of each, in a few statements for all of them: field resolvers then find it in the context. */
export async function loadConversations(
  ctx: Ctx,
  ids: readonly string[],
  info: GraphQLResolveInfo,
): Promise<Map<string, Conversation>> {
  const wanted = [...new Set(ids)].filter(isId);
  if (wanted.length === 0) return new Map();
  const conversations = await ctx.em.find(Conversation, { id: { $in: wanted } }, withEnds);
  await prepare(ctx, conversations, info);
  return new Map(conversations.map((conversation) => [conversation.id, conversation]));
}

/** A page of conversations, the one with the latest message first. */
export async function listConversations(
  ctx: Ctx,
  matching: FilterQuery<Conversation>,
  args: ConnectionArgs,
  info: GraphQLResolveInfo,
): Promise<ConnectionOf<Conversation>> {
  const rows = await ctx.em.find(
    Conversation,
    { $and: [matching, olderThan(args.after, 'lastMessageAt')] },
    { ...withEnds, orderBy: { lastMessageAt: 'desc', id: 'desc' }, limit: args.first + 1 },
  );
  await prepare(ctx, rows, info);
  return pageOf(
    rows,
    args,
    (conversation) => [conversation.lastMessageAt, conversation.id],
    () => ctx.em.count(Conversation, matching),
  );
}

async function prepare(ctx: Ctx, conversations: readonly Conversation[], info: GraphQLResolveInfo): Promise<void> {
  if (!asksFor(info, 'lastMessage')) return;
  await loadMessages(
    ctx,
    conversations.map((conversation) => conversation.lastMessageId),
    info,
  );
}
