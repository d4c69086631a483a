import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import { replyApproved } from '#schema/events/reply-approved.v1.ts';
import { judgeCachedReply } from '../cache/forget-replies.ts';
import { publishRunChanged } from '../run/publish-run-changed.ts';
import { Run } from '../run/run.entity.ts';
import { moveRun, RunStatus } from '../run/run-status.ts';
import { publishReviewChanged } from './publish-review-changed.ts';
import type { Review } from './review.entity.ts';
import { ReviewChange } from './review-change.ts';
import { moveReview, ReviewStatus } from './review-status.ts';

/** Makes the decision about the locked review final: an approved reply is handed over, and what was learned from it holds. */
export async function finishDecision(tx: Tx, review: Review): Promise<void> {
  const run = await tx.em.findOneOrFail(Run, { id: review.runId });
  review.heldUntil = null;
  if (review.status === ReviewStatus.REJECTED) {
    moveRun(run, RunStatus.REJECTED);
    publishRunChanged(tx, run);
  } else if (!(await handOver(tx, review))) {
    moveReview(review, ReviewStatus.EXPIRED);
    publishReviewChanged(tx, review, ReviewChange.EXPIRED);
    moveRun(run, RunStatus.NO_REPLY);
    publishRunChanged(tx, run);
    return;
  }
  review.finalAt = tx.clock.now();
  const asItStood = review.status !== ReviewStatus.REJECTED && !review.edited && review.redrafts === 0;
  await judgeCachedReply(tx, run, { asItStood });
}

/** False where nothing is left to say: the contact was erased, or the time of the message is over. */
async function handOver(tx: Tx, review: Review): Promise<boolean> {
  const { decidedBy, decidedAt, finalText } = review;
  if (decidedBy == null || decidedAt == null) throw new Error(`review ${review.id} was approved by nobody`);
  const place = { table: 'review', column: 'final_text', rowId: review.id };
  const text = finalText ? await tx.vault.open(place, finalText) : null;
  if (text === null) return false;
  // not before: until then an earlier reply whose fate is uncertain has its say
  const replyId = newId();
  review.replyId = replyId;
  review.refusalCode = null;
  review.refusalMessage = null;
  review.refusedAt = null;
  publish(tx, replyApproved, {
    key: review.conversationId,
    data: {
      replyId,
      runId: review.runId,
      reviewId: review.id,
      conversationId: review.conversationId,
      contactId: review.contactId,
      revision: review.revision,
      memberId: decidedBy,
      approvedAt: decidedAt.toISOString(),
    },
    subjectId: review.contactId,
    personal: { text },
  });
  return true;
}
