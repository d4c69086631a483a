import { Args, ArgsType, Ctx, Field, ID, Resolver, Root, Subscription } from 'type-graphql';
import { notFound } from '#kernel/errors/public-error.ts';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { FeedArgs, feedSubscription } from '#kernel/graph/feed-subscription.ts';
import type { DataOf } from '#kernel/messaging/event-contract.ts';
import type { FeedEvent } from '#kernel/messaging/feed.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { conversationChanged } from '#schema/events/conversation-changed.v1.ts';
import { messageReceived } from '#schema/events/message-received.v1.ts';
import { findMessage } from '../message/find-message.ts';
import { ConversationChange, ConversationEvent, MessageEvent } from './conversation-events.type.ts';
import { findConversation } from './find-conversation.ts';

@ArgsType()
class ConversationEventsArgs extends FeedArgs {
  @Field(() => ID, { nullable: true, description: 'Of this conversation only.' })
  readonly conversationId?: string | null;
}

const eventsOf = (type: string) =>
  feedSubscription<ConversationEventsArgs, GraphContext>({
    types: [type],
    when: ({ data }, { conversationId }) => !conversationId || data['conversationId'] === conversationId,
  });

@Resolver()
export class ConversationEventsResolver {
  @Subscription(() => MessageEvent, {
    description: 'Every message that comes in, from the cursor on or from now.',
    subscribe: eventsOf(messageReceived.type),
  })
  @RequiresScopes([['conversations:read']])
  async messageReceived(
    @Ctx() ctx: GraphContext,
    @Root() event: FeedEvent,
    @Args(() => ConversationEventsArgs) _args: ConversationEventsArgs,
  ): Promise<MessageEvent> {
    const { messageId } = event.data as DataOf<typeof messageReceived>;
    const message = await findMessage(ctx, messageId);
    if (!message) throw notFound('The message');
    return { cursor: event.cursor, message };
  }

  @Subscription(() => ConversationEvent, {
    description:
      'Messages sent, what became of them, status, assignee, labels, notes and viewers, from the cursor on or from now.',
    subscribe: eventsOf(conversationChanged.type),
  })
  @RequiresScopes([['conversations:read']])
  async conversationChanged(
    @Ctx() ctx: GraphContext,
    @Root() event: FeedEvent,
    @Args(() => ConversationEventsArgs) _args: ConversationEventsArgs,
  ): Promise<ConversationEvent> {
    const { conversationId, messageId, change } = event.data as DataOf<typeof conversationChanged>;
    const conversation = await findConversation(ctx, conversationId);
    if (!conversation) throw notFound('The conversation');
    const message = messageId === null ? null : await findMessage(ctx, messageId);
    return { cursor: event.cursor, change: ConversationChange[change], conversation, message };
  }
}
