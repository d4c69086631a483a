import { LockMode } from '@mikro-orm/core';
import type { DataOf } from '#kernel/messaging/event-contract.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import type { replyRefused } from '#schema/events/reply-refused.v1.ts';
import { publishReviewChanged } from '../review/publish-review-changed.ts';
import { Review } from '../review/review.entity.ts';
import { ReviewChange } from '../review/review-change.ts';
import { moveReview, ReviewStatus } from '../review/review-status.ts';
import { publishRunChanged } from './publish-run-changed.ts';
import { Run } from './run.entity.ts';
import { moveRun, RunStatus } from './run-status.ts';

export type Refusal = DataOf<typeof replyRefused>;

/** An approved reply was not posted. Repeated, or late, it changes nothing: it names the approval that it is about. */
export const recordRefusal = (tx: Tx, refusal: Refusal): Promise<void> =>
  refusal.reviewId === null ? endRun(tx, refusal) : reopenReview(tx, refusal.reviewId, refusal);

/** Nobody decided it, so nobody is asked again: the run says what became of it. */
async function endRun(tx: Tx, refusal: Refusal): Promise<void> {
  const run = await tx.em.findOne(Run, { id: refusal.runId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!run || run.replyId !== refusal.replyId || run.status !== RunStatus.AUTO_REPLIED) return;
  moveRun(run, STATUS[refusal.code] ?? RunStatus.FAILED);
  publishRunChanged(tx, run);
}

const STATUS: Partial<Record<Refusal['code'], RunStatus>> = {
  OUTDATED: RunStatus.SUPERSEDED,
  WINDOW_CLOSED: RunStatus.NO_REPLY,
};

/** The reviewer who decided it, or another, decides again and sees why. */
async function reopenReview(tx: Tx, reviewId: string, refusal: Refusal): Promise<void> {
  const review = await tx.em.findOne(Review, { id: reviewId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!review || review.replyId !== refusal.replyId || review.status !== ReviewStatus.SENDING || review.heldUntil != null) return;
  review.refusalCode = refusal.code;
  review.refusalMessage = refusal.message;
  review.refusedAt = new Date(refusal.refusedAt);
  if (refusal.code !== 'OUTDATED') {
    moveReview(review, ReviewStatus.PENDING);
    publishReviewChanged(tx, review, ReviewChange.REFUSED);
    return;
  }
  moveReview(review, ReviewStatus.SUPERSEDED);
  // none yet when the newer message's run is still under way: it names itself when it settles
  const successor = await tx.em.findOne(
    Review,
    { conversationId: review.conversationId, revision: { $gt: review.revision } },
    { orderBy: { revision: 'asc' }, fields: ['id'] },
  );
  review.supersededById = successor?.id ?? null;
  const run = await tx.em.findOneOrFail(Run, { id: review.runId });
  moveRun(run, RunStatus.SUPERSEDED);
  publishReviewChanged(tx, review, ReviewChange.SUPERSEDED);
  publishRunChanged(tx, run);
}
