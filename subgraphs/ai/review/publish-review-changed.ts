import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { reviewChanged } from '#schema/events/review-changed.v1.ts';
import type { ReviewChange } from './review-change.ts';
import type { ReviewStatus } from './review-status.ts';

export function publishReviewChanged(
  tx: Tx,
  review: { id: string; runId: string; conversationId: string; status: ReviewStatus },
  change: ReviewChange,
): void {
  publish(tx, reviewChanged, {
    key: review.conversationId,
    data: { reviewId: review.id, runId: review.runId, conversationId: review.conversationId, change, status: review.status },
  });
}
