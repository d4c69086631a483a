import type { FilterQuery } from '@mikro-orm/core';
import type { GraphQLResolveInfo } from 'graphql';
import { type ConnectionArgs, type ConnectionOf, pageOf } from '#kernel/graph/connection.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { olderThan } from '../keyset.ts';
import type { Platform } from '../platform.ts';
import { Conversation, type ConversationStatus } from './conversation.entity.ts';
import { prepareConversations, withEnds } from './prepare-conversations.ts';

export interface ConversationCriteria {
  readonly status?: readonly ConversationStatus[] | null;
  readonly platform?: readonly Platform[] | null;
  readonly contactId?: string;
}

/** A page of conversations, the one with the latest message first. */
export async function listConversations(
  ctx: Ctx,
  criteria: ConversationCriteria,
  args: ConnectionArgs,
  info: GraphQLResolveInfo,
): Promise<ConnectionOf<Conversation>> {
  const matching = matchingCriteria(criteria);
  const rows = await ctx.em.find(
    Conversation,
    { $and: [matching, olderThan(args.after, 'lastMessageAt')] },
    { ...withEnds, orderBy: { lastMessageAt: 'desc', id: 'desc' }, limit: args.first + 1 },
  );
  await prepareConversations(ctx, rows, info);
  return pageOf(
    rows,
    args,
    (conversation) => [conversation.lastMessageAt, conversation.id],
    () => ctx.em.count(Conversation, matching),
  );
}

const matchingCriteria = ({ status, platform, contactId }: ConversationCriteria): FilterQuery<Conversation> => ({
  ...(status && { status: { $in: [...status] } }),
  ...(platform && { platform: { $in: [...platform] } }),
  ...(contactId !== undefined && { contact: contactId }),
});
