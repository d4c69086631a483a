import type { Task } from '#kernel/runtime/define-subgraph.ts';
import { expireReviews, overdueReviews } from '../review/expire-reviews.ts';
import { Review } from '../review/review.entity.ts';

export const expireReviewsTask: Task = {
  name: 'ai.expire-reviews',
  everyMs: 30_000,
  run: async (ctx, transaction) => {
    // a read first: most of the time there is nothing to write
    if ((await ctx.em.count(Review, overdueReviews(ctx.clock.now()))) > 0) await transaction(expireReviews);
  },
};
