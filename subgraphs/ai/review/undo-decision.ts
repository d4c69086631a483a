import type { Tx } from '#kernel/messaging/transaction.ts';
import { latestRevision, lockReview } from './lock-review.ts';
import { isHeld, type Review } from './review.entity.ts';
import { ReviewChange } from './review-change.ts';
import { type DecideReviewOutcome, DraftOutdated, ReviewAlreadyDecided } from './review-result.type.ts';
import { ReviewStatus } from './review-status.ts';
import { takeClaim } from './take-claim.ts';

/**
 * Takes a decision back within its hold: the review is claimed by whoever decided it, under a new token, and nothing of the decision is left.
 * `token` is the one that decided. Asked again it answers the same.
 */
export async function undoDecision(tx: Tx, { id, token }: { id: string; token: number }): Promise<DecideReviewOutcome> {
  const review = await lockReview(tx, id);
  if (wasUndone(tx, review, token)) return review;
  if (review.status === ReviewStatus.SUPERSEDED) return new DraftOutdated(review);
  const now = tx.clock.now();
  const isOurs = review.decidedBy === tx.actor.id && review.claimToken === token;
  if (!isOurs || review.heldUntil == null || review.heldUntil <= now) return new ReviewAlreadyDecided(review);
  // a rejection stands: of a message that is answered by now there is nothing to decide
  if ((await latestRevision(tx, review.conversationId)) > review.revision) return new DraftOutdated(review);
  forgetDecision(review);
  return takeClaim(tx, review, ReviewChange.UNDONE);
}

/** No claim but the one of the undoing follows a decision's token at once: what is decided cannot be claimed. */
const wasUndone = (tx: Tx, review: Review, token: number): boolean =>
  isHeld(review, tx.clock.now()) && review.claimedBy === tx.actor.id && review.claimToken === token + 1;

/** What an earlier approval left stays: a reply whose fate is uncertain may still turn out to have arrived. */
function forgetDecision(review: Review): void {
  review.decidedBy = null;
  review.decidedAt = null;
  // the call that decided is over too: repeated late, it does not decide again
  review.decisionKey = null;
  review.heldUntil = null;
  review.rejectionReason = null;
  if (review.status === ReviewStatus.REJECTED) return;
  review.edited = false;
  review.editDistance = null;
  review.finalText = null;
}
