import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { isHeld, Review } from './review.entity.ts';
import { DraftOutdated, ReviewAlreadyDecided, ReviewClaimLost, ReviewHeldByAnother } from './review-result.type.ts';
import { OPEN_REVIEW, ReviewStatus } from './review-status.ts';

/** Whoever decides or claims holds the row until the commit: of two at once, the second sees what the first one did. */
export async function lockReview(tx: Tx, id: string): Promise<Review> {
  const review = isId(id) ? await tx.em.findOne(Review, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true }) : null;
  if (!review) throw notFound('The review');
  return review;
}

/** Null while it can still be decided. A message newer than the draft ends that before its own run is through. */
export async function whyNotOpen(tx: Tx, review: Review): Promise<DraftOutdated | ReviewAlreadyDecided | null> {
  if (review.status === ReviewStatus.SUPERSEDED) return new DraftOutdated(review);
  if (!OPEN_REVIEW.includes(review.status)) return new ReviewAlreadyDecided(review);
  return (await latestRevision(tx, review.conversationId)) > review.revision ? new DraftOutdated(review) : null;
}

/** Null while the caller holds the review with this very token. */
export function whyNotMine(tx: Tx, review: Review, token: number): ReviewHeldByAnother | ReviewClaimLost | null {
  if (!isHeld(review, tx.clock.now())) return new ReviewClaimLost(review);
  if (review.claimedBy !== tx.actor.id) return heldByAnother(review);
  // the same member claimed it again elsewhere: the older window must not decide
  return review.claimToken === token ? null : new ReviewClaimLost(review);
}

export function heldByAnother(review: Review): ReviewHeldByAnother {
  const { claimedBy, claimExpiresAt } = review;
  if (claimedBy == null || claimExpiresAt == null) throw new Error(`review ${review.id} is held by nobody`);
  return new ReviewHeldByAnother({ id: claimedBy }, claimExpiresAt);
}

export async function latestRevision(tx: Tx, conversationId: string): Promise<number> {
  const [row] = await tx.em.execute<{ revision: number }[]>(
    `select revision from "${schemaOf(tx.tenant)}".conversation_state where conversation_id = ?`,
    [conversationId],
  );
  return row?.revision ?? 0;
}
