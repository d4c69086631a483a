import { LockMode } from '@mikro-orm/core';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { publishReviewChanged } from '../review/publish-review-changed.ts';
import { Review } from '../review/review.entity.ts';
import { ReviewChange } from '../review/review-change.ts';
import { mayBecome, moveReview, ReviewStatus } from '../review/review-status.ts';
import { dropClaim } from '../review/take-claim.ts';
import { publishRunChanged } from './publish-run-changed.ts';
import { Run } from './run.entity.ts';
import { moveRun, RunStatus } from './run-status.ts';

/**
 * The platform took a reviewer's reply. That also ends a review which was reopened because the delivery was uncertain: the customer
 * has the reply, and a second one must not follow.
 */
export async function recordDelivery(
  tx: Tx,
  delivered: { readonly reviewId: string; readonly replyId: string | null; readonly messageId: string },
): Promise<void> {
  const review = await tx.em.findOne(Review, { id: delivered.reviewId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  // an approval that another one followed has no say any more; nor has one that is recorded already
  if (!review || review.replyId !== delivered.replyId || !mayBecome(review.status, ReviewStatus.APPROVED)) return;
  moveReview(review, ReviewStatus.APPROVED);
  dropClaim(review);
  // another reply that is still held must not follow
  review.heldUntil = null;
  review.replyMessageId = delivered.messageId;
  review.refusalCode = null;
  review.refusalMessage = null;
  review.refusedAt = null;
  const run = await tx.em.findOneOrFail(Run, { id: review.runId });
  moveRun(run, RunStatus.REPLIED_AFTER_REVIEW);
  publishReviewChanged(tx, review, ReviewChange.APPROVED);
  publishRunChanged(tx, run);
}
