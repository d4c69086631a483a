import type { Tx } from '#kernel/messaging/transaction.ts';
import { heldByAnother, lockReview, whyNotOpen } from './lock-review.ts';
import { isHeld } from './review.entity.ts';
import type { ClaimReviewOutcome } from './review-result.type.ts';
import { takeClaim } from './take-claim.ts';

/** A member who holds it already gets it again, under a new token. */
export async function claimReview(tx: Tx, id: string): Promise<ClaimReviewOutcome> {
  const review = await lockReview(tx, id);
  const closed = await whyNotOpen(tx, review);
  if (closed) return closed;
  if (isHeld(review, tx.clock.now()) && review.claimedBy !== tx.actor.id) return heldByAnother(review);
  return takeClaim(tx, review);
}
