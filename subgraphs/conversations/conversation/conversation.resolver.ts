import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '#kernel/graph/connection.ts';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { Channel } from '../channel/channel.entity.ts';
import { Contact } from '../contact/contact.entity.ts';
import { Message } from '../message/message.entity.ts';
import { listMessages } from '../message/message.repository.ts';
import { MessageConnection } from '../message/message-connection.type.ts';
import { Conversation, ConversationStatus } from './conversation.entity.ts';
import { listConversations, loadConversations } from './conversation.repository.ts';
import { ConversationConnection } from './conversation-connection.type.ts';
import { ConversationsArgs } from './conversations-args.ts';
import { setConversationStatus } from './set-conversation-status.ts';

@Resolver(() => Conversation)
export class ConversationResolver {
  @Query(() => Conversation, { nullable: true, description: 'One conversation; null where there is none of this id.' })
  @RequiresScopes([['conversations:read']])
  async conversation(
    @Ctx() ctx: GraphContext,
    @Arg('id', () => ID) id: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Conversation | null> {
    return (await loadConversations(ctx, [id], info)).get(id) ?? null;
  }

  @Query(() => ConversationConnection, {
    description: 'The conversations that match the filter, the one with the latest message first.',
  })
  @RequiresScopes([['conversations:read']])
  conversations(
    @Ctx() ctx: GraphContext,
    @Args(() => ConversationsArgs) args: ConversationsArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    const { status, platform } = args.filter ?? {};
    const matching = { ...(status && { status: { $in: status } }), ...(platform && { platform: { $in: platform } }) };
    return listConversations(ctx, matching, args, info);
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

  @FieldResolver(() => Channel, { description: 'The account of ours that it is held on.' })
  channel(@Ctx() ctx: GraphContext, @Root() conversation: Conversation): Promise<Channel> {
    return ctx.em.findOneOrFail(Channel, { id: conversation.channel.id });
  }

  @FieldResolver(() => Contact, { description: 'Who wrote.' })
  contact(@Ctx() ctx: GraphContext, @Root() conversation: Conversation): Promise<Contact> {
    return ctx.em.findOneOrFail(Contact, { id: conversation.contact.id });
  }

  @FieldResolver(() => MessageConnection, { description: 'What was said, the newest first.' })
  messages(
    @Ctx() ctx: GraphContext,
    @Root() conversation: Conversation,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    return listMessages(ctx, conversation.id, args, info);
  }

  @FieldResolver(() => Message, { description: 'The latest message, in either direction.' })
  lastMessage(@Ctx() ctx: GraphContext, @Root() conversation: Conversation): Promise<Message> {
    return ctx.em.findOneOrFail(Message, { id: conversation.lastMessageId });
  }
}
