import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '#kernel/graph/connection.ts';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import type { PlatformConnector } from '../connectors/platform-connector.ts';
import { Conversation } from '../conversation/conversation.entity.ts';
import { Delivery } from '../delivery/delivery.entity.ts';
import type { Platform } from '../platform.ts';
import { MemberReference } from '../references/member.type.ts';
import { searchMessages } from '../search/search-messages.ts';
import { Attachment } from './attachment.type.ts';
import { Message } from './message.entity.ts';
import { MessageConnection } from './message-connection.type.ts';
import { conversationOf, deliveryOf } from './message-parts.ts';
import { openAttachments, openText } from './open-message.ts';
import { sendMessage } from './send-message.ts';

@Resolver(() => Message)
export class MessageResolver {
  readonly #connectors: ReadonlyMap<Platform, PlatformConnector>;

  constructor(connectors: ReadonlyMap<Platform, PlatformConnector>) {
    this.#connectors = connectors;
  }

  @Query(() => MessageConnection, {
    description: 'The messages that hold all these words, whole ones in any of their usual forms, the newest first.',
  })
  @RequiresScopes([['conversations:read']])
  searchMessages(
    @Ctx() ctx: GraphContext,
    @Arg('text', () => String) text: string,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ) {
    return searchMessages(ctx, text, args);
  }

  @Mutation(() => Message, {
    description:
      'Sends a text to the person, as the calling member. It is accepted here and posted at once after, a long one in several posts; `delivery` says what became of it. The same `idempotencyKey` sends once.',
  })
  @RequiresScopes([['conversations:write']])
  sendMessage(
    @Ctx() ctx: GraphContext,
    @Arg('conversationId', () => ID) conversationId: string,
    @Arg('text', () => String) text: string,
    @Arg('idempotencyKey', () => String, { nullable: true }) idempotencyKey?: string | null,
  ): Promise<Message> {
    const message = { conversationId, text, idempotencyKey: idempotencyKey ?? null };
    return ctx.transaction((tx) => sendMessage(tx, message, this.#connectors));
  }

  @FieldResolver(() => Conversation, { description: 'Where it was said.' })
  conversation(@Ctx() ctx: GraphContext, @Root() message: Message): Promise<Conversation | null> {
    return conversationOf(ctx, message);
  }

  @FieldResolver(() => String, { description: 'What it says; empty once it expired. Encrypted at rest.' })
  text(@Ctx() ctx: GraphContext, @Root() message: Message): Promise<string> {
    return openText(ctx, message);
  }

  @FieldResolver(() => [Attachment], { description: 'What came with it.' })
  attachments(@Ctx() ctx: GraphContext, @Root() message: Message): Promise<Attachment[]> {
    return openAttachments(ctx, message);
  }

  @FieldResolver(() => MemberReference, { nullable: true, description: 'The member who wrote or approved it.' })
  author(@Root() message: Message): MemberReference | null {
    return message.authorId === null || message.authorId === undefined ? null : { id: message.authorId };
  }

  @FieldResolver(() => Delivery, { nullable: true, description: 'What became of it at the platform. Outbound only.' })
  delivery(@Ctx() ctx: GraphContext, @Root() message: Message): Promise<Delivery | null> {
    return deliveryOf(ctx, message);
  }
}
