import { LockMode } from '@mikro-orm/core';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { publishReviewChanged } from './publish-review-changed.ts';
import { Review } from './review.entity.ts';
import { ReviewChange } from './review-change.ts';
import { moveReview, ReviewStatus } from './review-status.ts';
import { dropClaim } from './take-claim.ts';

const AT_ONCE = 100;

export const expiredClaims = (now: Date) => ({ status: ReviewStatus.CLAIMED, claimExpiresAt: { $lte: now } });

/** An expired claim hinders nobody; this tells the watchers. Rows that somebody is just deciding are left to him. */
export async function releaseExpiredClaims(tx: Tx): Promise<number> {
  const reviews = await tx.em.find(Review, expiredClaims(tx.clock.now()), {
    limit: AT_ONCE,
    orderBy: { claimExpiresAt: 'asc' },
    lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE,
    refresh: true,
  });
  for (const review of reviews) {
    moveReview(review, ReviewStatus.PENDING);
    dropClaim(review);
    publishReviewChanged(tx, review, ReviewChange.RELEASED);
  }
  return reviews.length;
}
