import { conflict } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { lockReview } from './lock-review.ts';
import { publishReviewChanged } from './publish-review-changed.ts';
import type { Review } from './review.entity.ts';
import { ReviewChange } from './review-change.ts';
import { moveReview, ReviewStatus } from './review-status.ts';
import { dropClaim } from './take-claim.ts';

/** Releasing what nobody took meanwhile is no mistake, so a repeated call answers the same. */
export async function releaseReview(tx: Tx, claim: { id: string; token: number }): Promise<Review> {
  const review = await lockReview(tx, claim.id);
  if (review.claimToken !== claim.token) throw conflict('Somebody has claimed the review since: it is not yours to release.');
  if (review.status !== ReviewStatus.CLAIMED) return review;
  if (review.claimedBy !== tx.actor.id) throw conflict('The review is held by another member.');
  moveReview(review, ReviewStatus.PENDING);
  dropClaim(review);
  publishReviewChanged(tx, review, ReviewChange.RELEASED);
  return review;
}
