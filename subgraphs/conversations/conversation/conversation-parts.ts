import type { Ctx } from '#kernel/tenancy/context.ts';
import type { Channel } from '../channel/channel.entity.ts';
import { findChannel } from '../channel/find-channel.ts';
import type { Contact } from '../contact/contact.entity.ts';
import { findContact } from '../contact/find-contact.ts';
import { findMessage } from '../message/find-message.ts';
import type { Message } from '../message/message.entity.ts';
import type { Conversation } from './conversation.entity.ts';

// what was read along with the conversation costs nothing more; a conversation that a mutation answers may come without

export const channelOf = async (ctx: Ctx, { channel }: Conversation): Promise<Channel | null> =>
  channel.isInitialized() ? channel.unwrap() : findChannel(ctx, channel.id);

export const contactOf = async (ctx: Ctx, { contact }: Conversation): Promise<Contact | null> =>
  contact.isInitialized() ? contact.unwrap() : findContact(ctx, contact.id);

export const lastMessageOf = (ctx: Ctx, { lastMessageId }: Conversation): Promise<Message | null> =>
  findMessage(ctx, lastMessageId);
