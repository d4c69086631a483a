import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { notFound } from '#kernel/errors/public-error.ts';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { Conversation } from '../conversation/conversation.entity.ts';
import { Delivery } from '../delivery/delivery.entity.ts';
import { Attachment } from './attachment.type.ts';
import { MemberReference } from './member.type.ts';
import { Message, MessageDirection } from './message.entity.ts';
import { openAttachments, openText } from './open-message.ts';
import { sendMessage } from './send-message.ts';

@Resolver(() => Message)
export class MessageResolver {
  readonly #maxTextLength: number;

  constructor(maxTextLength: number) {
    this.#maxTextLength = maxTextLength;
  }

  @Mutation(() => Message, {
    description:
      'Sends a text to the person, as the calling member. It is accepted here and posted at once after; `delivery` says what became of it. The same `idempotencyKey` sends once.',
  })
  @RequiresScopes([['conversations:write']])
  sendMessage(
    @Ctx() ctx: GraphContext,
    @Arg('conversationId', () => ID) conversationId: string,
    @Arg('text', () => String) text: string,
    @Arg('idempotencyKey', () => String, { nullable: true }) idempotencyKey?: string | null,
  ): Promise<Message> {
    const message = { conversationId, text, idempotencyKey: idempotencyKey ?? null };
    return ctx.transaction((tx) => sendMessage(tx, message, this.#maxTextLength));
  }

  @FieldResolver(() => Conversation, { description: 'Where it was said.' })
  async conversation(@Ctx() ctx: GraphContext, @Root() message: Message): Promise<Conversation> {
    const conversation = await ctx.em.findOne(Conversation, { id: message.conversation.id });
    if (!conversation) throw notFound('The conversation');
    return conversation;
  }

  @FieldResolver(() => String, { description: 'What it says. Encrypted at rest.' })
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
  delivery(@Ctx() ctx: GraphContext, @Root() message: Message): Promise<Delivery | null> | null {
    return message.direction === MessageDirection.OUTBOUND ? ctx.em.findOne(Delivery, { id: message.id }) : null;
  }
}
