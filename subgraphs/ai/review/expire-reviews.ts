import { LockMode } from '@mikro-orm/core';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { publishRunChanged } from '../run/publish-run-changed.ts';
import { Run } from '../run/run.entity.ts';
import { moveRun, RunStatus } from '../run/run-status.ts';
import { publishReviewChanged } from './publish-review-changed.ts';
import { Review } from './review.entity.ts';
import { ReviewChange } from './review-change.ts';
import { moveReview, OPEN_REVIEW, ReviewStatus } from './review-status.ts';
import { dropClaim } from './take-claim.ts';

const AT_ONCE = 100;

export const overdueReviews = (now: Date) => ({ status: { $in: [...OPEN_REVIEW] }, expiresAt: { $lte: now } });

/** The platform accepts no reply any more, not even a person's: nothing is left to decide. */
export async function expireReviews(tx: Tx): Promise<number> {
  const reviews = await tx.em.find(Review, overdueReviews(tx.clock.now()), {
    limit: AT_ONCE,
    orderBy: { expiresAt: 'asc' },
    lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE,
    refresh: true,
  });
  const runs = await tx.em.find(Run, { id: { $in: reviews.map((review) => review.runId) } });
  const runById = new Map(runs.map((run) => [run.id, run]));
  for (const review of reviews) {
    moveReview(review, ReviewStatus.EXPIRED);
    dropClaim(review);
    publishReviewChanged(tx, review, ReviewChange.EXPIRED);
    const run = runById.get(review.runId);
    if (!run) throw new Error(`review ${review.id} has no run`);
    moveRun(run, RunStatus.NO_REPLY);
    publishRunChanged(tx, run);
  }
  return reviews.length;
}
