import type { ConnectionArgs, ConnectionOf } from '#kernel/graph/connection.ts';
import { findPage } from '#kernel/graph/find-page.ts';
import { latestBy } from '#kernel/graph/keyset.ts';
import { pagesBy } from '#kernel/graph/pages-by.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { Conversation } from './conversation.entity.ts';
import { matching } from './conversation-criteria.ts';
import type { ConversationsArgs } from './conversations-args.ts';
import { withEnds } from './find-conversation.ts';
import { refuseTierWithoutLeads } from './refuse-tier-without-leads.ts';

const order = latestBy('lastMessageAt');

/** A page of conversations, the one with the latest message first. */
export async function listConversations(ctx: Ctx, args: ConversationsArgs): Promise<ConnectionOf<Conversation>> {
  const filter = args.filter ?? {};
  refuseTierWithoutLeads(ctx, filter);
  return findPage(ctx, Conversation, order, args, { ...withEnds, matching: matching(filter) });
}

const pages = pagesBy(Conversation, order, withEnds);

/** Those with one contact, in the same order. */
export const listConversationsOf = (ctx: Ctx, contactId: string, args: ConnectionArgs): Promise<ConnectionOf<Conversation>> =>
  pages(ctx, { contact: contactId }, args);
