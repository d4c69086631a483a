import type { Tx } from '#kernel/messaging/transaction.ts';
import { editDistance } from '../learning/edit-distance.ts';
import { readDraftText } from '../run/read-sealed.ts';
import { Run } from '../run/run.entity.ts';
import { holdDecision } from './hold-decision.ts';
import { lockReview, whyNotMine, whyNotOpen } from './lock-review.ts';
import { publishReviewChanged } from './publish-review-changed.ts';
import type { Review } from './review.entity.ts';
import { ReviewChange } from './review-change.ts';
import { type DecideReviewOutcome, DraftOutdated, ReplyRefused } from './review-result.type.ts';
import { moveReview, ReviewStatus } from './review-status.ts';
import { dropClaim } from './take-claim.ts';

/** Longer than a reply has to be. A platform that takes less in one message gets it in parts; `conversations` refuses what would be a flood. */
export const LONGEST_REPLY = 2_000;

export interface Approval {
  readonly id: string;
  readonly token: number;
  /** Null: the draft as it stands. */
  readonly text: string | null;
  /** The same member's same key answers what the first call did, and decides once. */
  readonly idempotencyKey: string | null;
}

/**
 * Decides, and holds the reply for as long as the decision can be undone. SENDING until the platform has taken it; a refusal reopens the review.
 * Of several who decide at once exactly one wins: the row is locked, and the token is the holder's alone.
 */
export async function approveReview(tx: Tx, approval: Approval, holdMs = 0): Promise<DecideReviewOutcome> {
  const review = await lockReview(tx, approval.id);
  const key = approval.idempotencyKey === null ? null : decisionKey(tx, approval.idempotencyKey);
  if (key !== null && review.decisionKey === key)
    return review.status === ReviewStatus.SUPERSEDED ? new DraftOutdated(review) : review;
  const refused = (await whyNotOpen(tx, review)) ?? whyNotMine(tx, review, approval.token);
  if (refused) return refused;

  const run = await tx.em.findOneOrFail(Run, { id: review.runId });
  const draft = await readDraftText(tx, run);
  const text = (approval.text ?? draft ?? '').trim();
  const unsendable = whyUnsendable(tx, review, text);
  if (unsendable) return unsendable;

  const now = tx.clock.now();
  moveReview(review, ReviewStatus.SENDING);
  dropClaim(review);
  review.decidedBy = tx.actor.id;
  review.decidedAt = now;
  review.decisionKey = key;
  review.edited = text !== draft?.trim();
  review.editDistance = review.edited ? editDistance(draft ?? '', text) : 0;
  review.finalText = await tx.vault.seal(review.contactId, { table: 'review', column: 'final_text', rowId: review.id }, text);
  await holdDecision(tx, review, holdMs);
  publishReviewChanged(tx, review, ReviewChange.APPROVED);
  return review;
}

// two members may choose the same key; neither may be answered with the other's decision
const decisionKey = (tx: Tx, key: string): string => `${tx.actor.id}:${key.slice(0, 200)}`;

function whyUnsendable(tx: Tx, review: Review, text: string): ReplyRefused | null {
  if (review.expiresAt != null && review.expiresAt <= tx.clock.now()) {
    return new ReplyRefused('WINDOW_CLOSED', 'The platform no longer accepts a reply in this conversation.', review);
  }
  if (!text) return new ReplyRefused('TEXT_EMPTY', 'There is no draft: write the reply.', review);
  if (text.length > LONGEST_REPLY) {
    return new ReplyRefused(
      'TEXT_TOO_LONG',
      `A reply has ${LONGEST_REPLY} characters at most; this one has ${text.length}.`,
      review,
    );
  }
  return null;
}
