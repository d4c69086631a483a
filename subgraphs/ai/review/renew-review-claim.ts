import type { Tx } from '#kernel/messaging/transaction.ts';
import { lockReview, whyNotMine, whyNotOpen } from './lock-review.ts';
import type { ClaimReviewOutcome } from './review-result.type.ts';
import { CLAIM_LEASE_MS } from './take-claim.ts';

/** Keeps the token. Publishes nothing: for everybody else it is held as before. */
export async function renewReviewClaim(tx: Tx, claim: { id: string; token: number }): Promise<ClaimReviewOutcome> {
  const review = await lockReview(tx, claim.id);
  const refused = (await whyNotOpen(tx, review)) ?? whyNotMine(tx, review, claim.token);
  if (refused) return refused;
  review.claimExpiresAt = new Date(tx.clock.now().getTime() + CLAIM_LEASE_MS);
  return review;
}
