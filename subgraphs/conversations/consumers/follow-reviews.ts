import { type Consumer, on } from '#kernel/messaging/consumer.ts';
import { reviewChanged } from '#schema/events/review-changed.v1.ts';
import { followReview } from '../conversation/follow-review.ts';

const FOLLOWED: ReadonlySet<string> = new Set(['ADDED', 'REJECTED', 'EXPIRED']);

/** Keeps the conversation's status in step with its review. Idempotent: the status is set, not counted. */
export const followReviews: Consumer = {
  name: 'conversations.follow-reviews',
  handlers: [
    on(
      reviewChanged,
      (_ctx, { data }, settle) =>
        settle((tx) => followReview(tx, data.conversationId, data.change === 'ADDED' ? 'waiting' : 'over')),
      (data) => FOLLOWED.has(data.change),
    ),
  ],
};
