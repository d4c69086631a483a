import { expect, it } from 'vitest';
import { mayBecome, moveReview, ReviewStatus } from './review-status.ts';

const FINAL = [ReviewStatus.APPROVED, ReviewStatus.REJECTED, ReviewStatus.SUPERSEDED, ReviewStatus.EXPIRED];

it('nothing leaves a final state, but a rejection for who takes it back', () => {
  expect(mayBecome(ReviewStatus.REJECTED, ReviewStatus.CLAIMED)).toBe(true);
  for (const from of FINAL)
    for (const to of Object.values(ReviewStatus)) {
      if (from !== ReviewStatus.REJECTED || to !== ReviewStatus.CLAIMED) expect(mayBecome(from, to)).toBe(false);
    }
});

it('only a claimed review can be approved or rejected', () => {
  const to = (status: ReviewStatus) => Object.values(ReviewStatus).filter((from) => mayBecome(from, status));
  expect(to(ReviewStatus.SENDING)).toEqual([ReviewStatus.CLAIMED]);
  expect(to(ReviewStatus.REJECTED)).toEqual([ReviewStatus.CLAIMED]);
});

it('an illegal move is an error and changes nothing', () => {
  const review = { id: 'r1', status: ReviewStatus.REJECTED };
  expect(() => moveReview(review, ReviewStatus.SENDING)).toThrow('cannot go from REJECTED to SENDING');
  expect(review.status).toBe(ReviewStatus.REJECTED);
});
