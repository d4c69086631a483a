import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '#kernel/graph/connection.ts';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { Channel } from '../channel/channel.entity.ts';
import type { PlatformConnector } from '../connectors/platform-connector.ts';
import { Contact } from '../contact/contact.entity.ts';
import type { InboxDue } from '../due/inbox-due.ts';
import { listMessages } from '../message/list-messages.ts';
import { Message } from '../message/message.entity.ts';
import { MessageConnection } from '../message/message-connection.type.ts';
import { listNotes } from '../note/list-notes.ts';
import { Note } from '../note/note.entity.ts';
import type { Platform } from '../platform.ts';
import { MemberReference } from '../references/member.type.ts';
import { listViewers } from '../viewer/list-viewers.ts';
import { viewConversation } from '../viewer/view-conversation.ts';
import { assignConversation } from './assign-conversation.ts';
import { Conversation, ConversationStatus } from './conversation.entity.ts';
import { ConversationConnection } from './conversation-connection.type.ts';
import { channelOf, contactOf, lastMessageOf } from './conversation-parts.ts';
import { ConversationsArgs } from './conversations-args.ts';
import { findConversation } from './find-conversation.ts';
import { listConversations } from './list-conversations.ts';
import { personWindowOf } from './reply-windows.ts';
import { setConversationLabels } from './set-conversation-labels.ts';
import { setConversationStatus } from './set-conversation-status.ts';

@Resolver(() => Conversation)
export class ConversationResolver {
  readonly #connectors: ReadonlyMap<Platform, PlatformConnector>;
  readonly #inbox: InboxDue;

  constructor(connectors: ReadonlyMap<Platform, PlatformConnector>, inbox: InboxDue) {
    this.#connectors = connectors;
    this.#inbox = inbox;
  }

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
    description:
      'Opens, closes or parks a conversation, or puts it off: SNOOZED with `snoozeUntil`. WAITING_FOR_REVIEW follows from a review alone and is refused.',
  })
  @RequiresScopes([['conversations:write']])
  setConversationStatus(
    @Ctx() ctx: GraphContext,
    @Arg('id', () => ID) id: string,
    @Arg('status', () => ConversationStatus) status: ConversationStatus,
    @Arg('snoozeUntil', () => DateTime, { nullable: true }) snoozeUntil?: Date | null,
  ): Promise<Conversation> {
    return ctx.transaction((tx) => setConversationStatus(tx, id, status, snoozeUntil ?? null, this.#inbox));
  }

  @Mutation(() => Conversation, { description: 'Says which member is to see to it; without `memberId`, nobody.' })
  @RequiresScopes([['conversations:write']])
  assignConversation(
    @Ctx() ctx: GraphContext,
    @Arg('id', () => ID) id: string,
    @Arg('memberId', () => ID, { nullable: true }) memberId?: string | null,
  ): Promise<Conversation> {
    return ctx.transaction((tx) => assignConversation(tx, id, memberId ?? null));
  }

  @Mutation(() => Conversation, { description: 'Replaces the labels: at most 20, of at most 50 characters each.' })
  @RequiresScopes([['conversations:write']])
  setConversationLabels(
    @Ctx() ctx: GraphContext,
    @Arg('id', () => ID) id: string,
    @Arg('labels', () => [String]) labels: string[],
  ): Promise<Conversation> {
    return ctx.transaction((tx) => setConversationLabels(tx, id, labels));
  }

  @Mutation(() => Conversation, { description: 'Says that the caller looks at it, for thirty seconds: `viewers` has them.' })
  @RequiresScopes([['conversations:read']])
  viewConversation(@Ctx() ctx: GraphContext, @Arg('id', () => ID) id: string): Promise<Conversation> {
    return ctx.transaction((tx) => viewConversation(tx, id, this.#inbox));
  }

  @FieldResolver(() => MemberReference, { nullable: true, description: 'Who is to see to it; null: nobody.' })
  assignee(@Root() { assigneeId }: Conversation): MemberReference | null {
    return assigneeId ? { id: assigneeId } : null;
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When it opens by itself. SNOOZED alone has it.' })
  snoozedUntil(@Root() { status, snoozedUntil }: Conversation): Date | null {
    return status === ConversationStatus.SNOOZED ? (snoozedUntil ?? null) : null;
  }

  @FieldResolver(() => [Note], { description: 'What members wrote beside it, the oldest first. The person never sees it.' })
  notes(@Ctx() ctx: GraphContext, @Root() { id }: Conversation): Promise<Note[]> {
    return listNotes(ctx, id);
  }

  @FieldResolver(() => [MemberReference], { nullable: true, description: 'Who is looking at it now.' })
  viewers(@Ctx() ctx: GraphContext, @Root() { id }: Conversation): Promise<MemberReference[]> {
    return listViewers(ctx, id);
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description:
      "When the platform stops accepting a member's own or approved reply, which may be later than `replyWindowClosesAt`; null where it never does.",
  })
  personReplyWindowClosesAt(@Root() conversation: Conversation): Date | null {
    return personWindowOf(conversation, this.#connectors);
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
