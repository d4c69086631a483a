import { type Consumer, on } from '#kernel/messaging/consumer.ts';
import { reviewChanged } from '#schema/events/review-changed.v1.ts';
import type { PlatformConnector } from '../connectors/platform-connector.ts';
import { askNameInConversation } from '../contact/ask-name-in-conversation.ts';
import { followReview } from '../conversation/follow-review.ts';
import type { Platform } from '../platform.ts';

const FOLLOWED: ReadonlySet<string> = new Set(['ADDED', 'REJECTED', 'EXPIRED']);

/**
 * Keeps the conversation's status in step with its review, and finds out whom the reviewer will answer. Idempotent: the status is set,
 * not counted, and a name that is known is not asked for.
 */
export const followReviews = (connectors: ReadonlyMap<Platform, PlatformConnector>): Consumer => ({
  name: 'conversations.follow-reviews',
  handlers: [
    on(
      reviewChanged,
      async (ctx, { data: { conversationId, change } }, settle, { signal }) => {
        const isAdded = change === 'ADDED';
        const asked = isAdded ? await askNameInConversation(ctx, connectors, conversationId, signal) : null;
        await settle((tx) => followReview(tx, conversationId, isAdded ? 'waiting' : 'over', asked));
      },
      (data) => FOLLOWED.has(data.change),
    ),
  ],
});
