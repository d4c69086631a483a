import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '#kernel/graph/connection.ts';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { Channel } from '../channel/channel.entity.ts';
import { Contact } from '../contact/contact.entity.ts';
import { listMessages } from '../message/list-messages.ts';
import { Message } from '../message/message.entity.ts';
import { MessageConnection } from '../message/message-connection.type.ts';
import { Conversation, ConversationStatus } from './conversation.entity.ts';
import { ConversationConnection } from './conversation-connection.type.ts';
import { channelOf, contactOf, lastMessageOf } from './conversation-parts.ts';
import { ConversationsArgs } from './conversations-args.ts';
import { findConversation } from './find-conversation.ts';
import { listConversations } from './list-conversations.ts';
import { setConversationStatus } from './set-conversation-status.ts';

@Resolver(() => Conversation)
export class ConversationResolver {
  @Query(() => Conversation, { nullable: true, description: 'One conversation; null where there is none of this id.' })
  @RequiresScopes([['conversations:read']])
  conversation(@Ctx() ctx: GraphContext, @Arg('id', () => ID) id: string): Promise<Conversation | null> {
    return findConversation(ctx, id);
  }

  @Query(() => ConversationConnection, {
    description: 'The conversations that match the filter, the one with the latest message first.',
  })
  @RequiresScopes([['conversations:read']])
  conversations(@Ctx() ctx: GraphContext, @Args(() => ConversationsArgs) args: ConversationsArgs) {
    return listConversations(ctx, args);
  }

  @Mutation(() => Conversation, {
    description: 'Opens, closes or parks a conversation. WAITING_FOR_REVIEW follows from a review alone and is refused.',
  })
  @RequiresScopes([['conversations:write']])
  setConversationStatus(
    @Ctx() ctx: GraphContext,
    @Arg('id', () => ID) id: string,
    @Arg('status', () => ConversationStatus) status: ConversationStatus,
  ): Promise<Conversation> {
    return ctx.transaction((tx) => setConversationStatus(tx, id, status));
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether all can read what is said: comments and mentions. False for direct messages.',
  })
  isPublic(@Root() { threadHash }: Conversation): boolean {
    return threadHash !== null;
  }

  @FieldResolver(() => Channel, { description: 'The account of ours that it is held on.' })
  channel(@Ctx() ctx: GraphContext, @Root() conversation: Conversation): Promise<Channel | null> {
    return channelOf(ctx, conversation);
  }

  @FieldResolver(() => Contact, { description: 'Who wrote.' })
  contact(@Ctx() ctx: GraphContext, @Root() conversation: Conversation): Promise<Contact | null> {
    return contactOf(ctx, conversation);
  }

  @FieldResolver(() => MessageConnection, { description: 'What was said, the newest first.' })
  messages(@Ctx() ctx: GraphContext, @Root() conversation: Conversation, @Args(() => ConnectionArgs) args: ConnectionArgs) {
    return listMessages(ctx, conversation.id, args);
  }

  @FieldResolver(() => Message, { description: 'The latest message, in either direction.' })
  lastMessage(@Ctx() ctx: GraphContext, @Root() conversation: Conversation): Promise<Message | null> {
    return lastMessageOf(ctx, conversation);
  }
}
