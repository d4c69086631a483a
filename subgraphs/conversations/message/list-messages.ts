import type { ConnectionArgs, ConnectionOf } from '#kernel/graph/connection.ts';
import { latestBy } from '#kernel/graph/keyset.ts';
import { pagesBy } from '#kernel/graph/pages-by.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { Message } from './message.entity.ts';

const pages = pagesBy(Message, latestBy('sentAt'));

/** A page of a conversation, the newest first. */
export const listMessages = (ctx: Ctx, conversationId: string, args: ConnectionArgs): Promise<ConnectionOf<Message>> =>
  pages(ctx, { conversation: conversationId }, args);
