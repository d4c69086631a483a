import type { GraphQLResolveInfo } from 'graphql';
import { type ConnectionArgs, type ConnectionOf, pageOf } from '#kernel/graph/connection.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { olderThan } from '../keyset.ts';
import { Message } from './message.entity.ts';
import { prepareMessages } from './prepare-messages.ts';

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
  await prepareMessages(ctx, rows, info);
  return pageOf(
    rows,
    args,
    (message) => [message.sentAt, message.id],
    () => ctx.em.count(Message, ofConversation),
  );
}
