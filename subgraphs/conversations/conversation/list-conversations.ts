import type { FilterQuery } from '@mikro-orm/core';
import type { ConnectionArgs, ConnectionOf } from '#kernel/graph/connection.ts';
import { findPage } from '#kernel/graph/find-page.ts';
import { latestBy } from '#kernel/graph/keyset.ts';
import { pagesBy } from '#kernel/graph/pages-by.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { Conversation } from './conversation.entity.ts';
import type { ConversationsArgs } from './conversations-args.ts';
import { withEnds } from './find-conversation.ts';

const order = latestBy('lastMessageAt');

/** A page of conversations, the one with the latest message first. */
export function listConversations(ctx: Ctx, args: ConversationsArgs): Promise<ConnectionOf<Conversation>> {
  const { status, platform, assigneeId, unassigned, label } = args.filter ?? {};
  const matching: FilterQuery<Conversation> = {
    ...(status && { status: { $in: status } }),
    ...(platform && { platform: { $in: platform } }),
    $and: [
      ...(assigneeId ? [{ assigneeId }] : []),
      ...(typeof unassigned === 'boolean' ? [{ assigneeId: unassigned ? null : { $ne: null } }] : []),
      // the second condition says nothing new; it is what the index is of
      ...(label ? [{ labels: { $contains: [label] } }, { labels: { $ne: [] } }] : []),
    ],
  };
  return findPage(ctx, Conversation, order, args, { ...withEnds, matching });
}

const pages = pagesBy(Conversation, order, withEnds);

/** Those with one contact, in the same order. */
export const listConversationsOf = (ctx: Ctx, contactId: string, args: ConnectionArgs): Promise<ConnectionOf<Conversation>> =>
  pages(ctx, { contact: contactId }, args);
