import type { GraphQLResolveInfo } from 'graphql';
import { type ConnectionArgs, type ConnectionOf, pageOf } from '#kernel/graph/connection.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { asksFor } from '../asks-for.ts';
import { Delivery } from '../delivery/delivery.entity.ts';
import { olderThan } from '../keyset.ts';
import { Message, MessageDirection } from './message.entity.ts';

/** Messages with what is asked for of each, in a few statements for all of them: field resolvers then find it in the context. */
export async function loadMessages(ctx: Ctx, ids: readonly string[], info: GraphQLResolveInfo): Promise<Map<string, Message>> {
  const wanted = [...new Set(ids)].filter(isId);
  if (wanted.length === 0) return new Map();
  const messages = await ctx.em.find(Message, { id: { $in: wanted } }, { populate: ['conversation'], strategy: 'joined' });
  await prepare(ctx, messages, info);
  return new Map(messages.map((message) => [message.id, message]));
}

/** A page of a conversation, the newest first. */
export async function listMessages(
  ctx: Ctx,
  conversationId: string,
  args: ConnectionArgs,
  info: GraphQLResolveInfo,
): Promise<ConnectionOf<Message>> {
  const ofConversation = { conversation: conversationId };
  const rows = await ctx.em.find(
    Message,
    { $and: [ofConversation, olderThan(args.after, 'sentAt')] },
    { orderBy: { sentAt: 'desc', id: 'desc' }, limit: args.first + 1 },
  );
  await prepare(ctx, rows, info);
  return pageOf(
    rows,
    args,
    (message) => [message.sentAt, message.id],
    () => ctx.em.count(Message, ofConversation),
  );
}

async function prepare(ctx: Ctx, messages: readonly Message[], info: GraphQLResolveInfo): Promise<void> {
  const sent = messages.filter((message) => message.direction === MessageDirection.OUTBOUND);
  if (sent.length > 0 && asksFor(info, 'delivery'))
    await ctx.em.find(Delivery, { id: { $in: sent.map((message) => message.id) } });
  if (asksFor(info, 'text') || asksFor(info, 'attachments'))
    await ctx.vault.prefetch(messages.map((message) => message.contactId));
}
