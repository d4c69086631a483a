import { batched } from '#kernel/graph/batched.ts';
import { rowsBy } from '#kernel/graph/rows-by.ts';
import { Review } from './review.entity.ts';

export const reviewsById = rowsBy(Review, 'id');

/** Null where there is none of this id; an id that was never given out is one of those. */
export const findReview = batched(reviewsById);

/** Null where the run led to none. */
export const findReviewOfRun = batched(rowsBy(Review, 'runId'));
