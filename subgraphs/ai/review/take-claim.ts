import type { Tx } from '#kernel/messaging/transaction.ts';
import { publishReviewChanged } from './publish-review-changed.ts';
import type { Review } from './review.entity.ts';
import { ReviewChange } from './review-change.ts';
import { moveReview, ReviewStatus } from './review-status.ts';

/** Long enough to read a conversation; the console renews it while somebody types. */
export const CLAIM_LEASE_MS = 2 * 60_000;

/** Gives the locked review to the caller under a token that no earlier holder has. */
export function takeClaim(tx: Tx, review: Review, change: ReviewChange = ReviewChange.CLAIMED): Review {
  moveReview(review, ReviewStatus.CLAIMED);
  review.claimedBy = tx.actor.id;
  review.claimToken += 1;
  review.claimExpiresAt = new Date(tx.clock.now().getTime() + CLAIM_LEASE_MS);
  publishReviewChanged(tx, review, change);
  return review;
}

/** The token stays: it never falls. */
export function dropClaim(review: Review): void {
  review.claimedBy = null;
  review.claimExpiresAt = null;
}
