import type { Tx } from '#kernel/messaging/transaction.ts';
import type { RunRow } from '../run/write-run.ts';
import { publishReviewChanged } from './publish-review-changed.ts';
import { Review, type ReviewReason } from './review.entity.ts';
import { ReviewChange } from './review-change.ts';
import { type LeadStanding, reviewPriority } from './review-priority.ts';
import { ReviewStatus } from './review-status.ts';

/** Hands a run over to the reviewers, in the transaction that settles it. */
export function addReview(
  tx: Tx,
  added: {
    readonly id: string;
    readonly run: Pick<RunRow, 'id' | 'conversationId' | 'contactId' | 'revision' | 'confidence'>;
    readonly reason: ReviewReason;
    readonly dueAt: Date | null;
    readonly expiresAt: Date | null;
    readonly lead: LeadStanding;
  },
): Review {
  const { id, run, reason, dueAt, expiresAt, lead } = added;
  const createdAt = tx.clock.now();
  const review = tx.em.create(Review, {
    id,
    runId: run.id,
    conversationId: run.conversationId,
    contactId: run.contactId,
    revision: run.revision,
    status: ReviewStatus.PENDING,
    reason,
    confidence: run.confidence ?? null,
    priority: reviewPriority({ createdAt, windowClosesAt: dueAt, lead }),
    dueAt,
    expiresAt,
    claimToken: 0,
    edited: false,
    createdAt,
  });
  publishReviewChanged(tx, review, ReviewChange.ADDED);
  return review;
}
