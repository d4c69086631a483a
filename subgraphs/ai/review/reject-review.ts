import { badUserInput } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { holdDecision } from './hold-decision.ts';
import { lockReview, whyNotMine, whyNotOpen } from './lock-review.ts';
import { publishReviewChanged } from './publish-review-changed.ts';
import { ReviewChange } from './review-change.ts';
import type { DecideReviewOutcome } from './review-result.type.ts';
import { moveReview, ReviewStatus } from './review-status.ts';
import { dropClaim } from './take-claim.ts';

const LONGEST_REASON = 1_000;

/** Nothing is sent, and nothing will be by itself. The run ends when the decision cannot be undone any more. */
export async function rejectReview(
  tx: Tx,
  rejection: { id: string; token: number; reason: string },
  holdMs = 0,
): Promise<DecideReviewOutcome> {
  const reason = rejection.reason.trim();
  if (!reason) throw badUserInput('reason', 'reason must not be empty: it is what the agents learn from.');
  if (reason.length > LONGEST_REASON) throw badUserInput('reason', `reason must be ${LONGEST_REASON} characters at most.`);
  const review = await lockReview(tx, rejection.id);
  const refused = (await whyNotOpen(tx, review)) ?? whyNotMine(tx, review, rejection.token);
  if (refused) return refused;

  moveReview(review, ReviewStatus.REJECTED);
  dropClaim(review);
  review.decidedBy = tx.actor.id;
  review.decidedAt = tx.clock.now();
  review.rejectionReason = await tx.vault.seal(
    review.contactId,
    { table: 'review', column: 'rejection_reason', rowId: review.id },
    reason,
  );
  await holdDecision(tx, review, holdMs);
  publishReviewChanged(tx, review, ReviewChange.REJECTED);
  return review;
}
