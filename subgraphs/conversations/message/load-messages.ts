import type { GraphQLResolveInfo } from 'graphql';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { Message } from './message.entity.ts';
import { prepareMessages } from './prepare-messages.ts';

/** Messages by id, with what is asked for of each, in a few statements for all of them. */
export async function loadMessages(ctx: Ctx, ids: readonly string[], info: GraphQLResolveInfo): Promise<Map<string, Message>> {
  const wanted = [...new Set(ids)].filter(isId);
  if (wanted.length === 0) return new Map();
  const messages = await ctx.em.find(Message, { id: { $in: wanted } }, { populate: ['conversation'], strategy: 'joined' });
  await prepareMessages(ctx, messages, info);
  return new Map(messages.map((message) => [message.id, message]));
}
