import { registerEnumType } from 'type-graphql';

export const ReviewStatus = {
  PENDING: 'PENDING',
  CLAIMED: 'CLAIMED',
  SENDING: 'SENDING',
  APPROVED: 'APPROVED',
  REJECTED: 'REJECTED',
  SUPERSEDED: 'SUPERSEDED',
  EXPIRED: 'EXPIRED',
} as const;
export type ReviewStatus = keyof typeof ReviewStatus;

registerEnumType(ReviewStatus, {
  name: 'ReviewStatus',
  description: 'Where a review stands. PENDING and CLAIMED are open; SENDING is decided and on its way; the others are final.',
  valuesConfig: {
    PENDING: { description: 'Waits for a reviewer.' },
    CLAIMED: { description: 'One reviewer holds it until the claim expires.' },
    SENDING: { description: 'Approved, held for a moment in which the decision can be undone, then on its way to the platform.' },
    APPROVED: { description: 'The platform accepted the approved reply.' },
    REJECTED: { description: 'A reviewer decided that nothing is sent.' },
    SUPERSEDED: { description: 'The customer wrote again before it was decided, or before the reply went out.' },
    EXPIRED: {
      description:
        'The reply window closed before it was decided, or nothing of the reply is left to send: the contact was erased.',
    },
  },
});

const MOVES: Readonly<Record<ReviewStatus, readonly ReviewStatus[]>> = {
  // APPROVED from an open state: a delivery that was UNCERTAIN turned out to have arrived
  PENDING: [ReviewStatus.CLAIMED, ReviewStatus.APPROVED, ReviewStatus.SUPERSEDED, ReviewStatus.EXPIRED],
  CLAIMED: [
    ReviewStatus.CLAIMED,
    ReviewStatus.PENDING,
    ReviewStatus.SENDING,
    ReviewStatus.APPROVED,
    ReviewStatus.REJECTED,
    ReviewStatus.SUPERSEDED,
    ReviewStatus.EXPIRED,
  ],
  SENDING: [ReviewStatus.APPROVED, ReviewStatus.CLAIMED, ReviewStatus.PENDING, ReviewStatus.SUPERSEDED, ReviewStatus.EXPIRED],
  APPROVED: [],
  // within the hold alone: `undoDecision` sees to that
  REJECTED: [ReviewStatus.CLAIMED],
  SUPERSEDED: [],
  EXPIRED: [],
};

/** Those that still wait for a decision. */
export const OPEN_REVIEW: readonly ReviewStatus[] = [ReviewStatus.PENDING, ReviewStatus.CLAIMED];

export const mayBecome = (from: ReviewStatus, to: ReviewStatus): boolean => MOVES[from].includes(to);

/** Throws on a move that the table does not know: it would be a bug, never a caller's mistake. */
export function moveReview(review: { id: string; status: ReviewStatus }, to: ReviewStatus): void {
  if (!mayBecome(review.status, to)) throw new Error(`review ${review.id} cannot go from ${review.status} to ${to}`);
  review.status = to;
}
