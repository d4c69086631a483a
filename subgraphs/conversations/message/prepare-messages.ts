import type { GraphQLResolveInfo } from 'graphql';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { asksFor } from '../asks-for.ts';
import { Delivery } from '../delivery/delivery.entity.ts';
import { type Message, MessageDirection } from './message.entity.ts';

/** Reads what is asked for of each message, at once for all: field resolvers then find it in the context. */
export async function prepareMessages(ctx: Ctx, messages: readonly Message[], info: GraphQLResolveInfo): Promise<void> {
  const sent = messages.filter((message) => message.direction === MessageDirection.OUTBOUND);
  if (sent.length > 0 && asksFor(info, 'delivery'))
    await ctx.em.find(Delivery, { id: { $in: sent.map((message) => message.id) } });
  if (asksFor(info, 'text') || asksFor(info, 'attachments'))
    await ctx.vault.prefetch(messages.map((message) => message.contactId));
}
