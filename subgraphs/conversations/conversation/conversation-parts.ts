import type { Ctx } from '#kernel/tenancy/context.ts';
import { Channel } from '../channel/channel.entity.ts';
import { Contact } from '../contact/contact.entity.ts';
import { Message } from '../message/message.entity.ts';
import type { Conversation } from './conversation.entity.ts';

// by primary key: what a page read for all of its conversations is found in the context, without a statement

export const channelOf = (ctx: Ctx, { channel }: Conversation): Promise<Channel> =>
  ctx.em.findOneOrFail(Channel, { id: channel.id });

export const contactOf = (ctx: Ctx, { contact }: Conversation): Promise<Contact> =>
  ctx.em.findOneOrFail(Contact, { id: contact.id });

export const lastMessageOf = (ctx: Ctx, { lastMessageId }: Conversation): Promise<Message> =>
  ctx.em.findOneOrFail(Message, { id: lastMessageId });
