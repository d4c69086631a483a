import { notFound } from '#kernel/errors/public-error.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { Conversation } from '../conversation/conversation.entity.ts';
import { Delivery } from '../delivery/delivery.entity.ts';
import { type Message, MessageDirection } from './message.entity.ts';

// by primary key: what a page read for all of its messages is found in the context, without a statement

export async function conversationOf(ctx: Ctx, message: Message): Promise<Conversation> {
  const conversation = await ctx.em.findOne(Conversation, { id: message.conversation.id });
  if (!conversation) throw notFound('The conversation');
  return conversation;
}

export const deliveryOf = async (ctx: Ctx, message: Message): Promise<Delivery | null> =>
  message.direction === MessageDirection.OUTBOUND ? ctx.em.findOne(Delivery, { id: message.id }) : null;
