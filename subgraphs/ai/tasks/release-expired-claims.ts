import type { Task } from '#kernel/runtime/define-subgraph.ts';
import { expiredClaims, releaseExpiredClaims } from '../review/release-expired-claims.ts';
import { Review } from '../review/review.entity.ts';

export const releaseExpiredClaimsTask: Task = {
  name: 'ai.release-expired-claims',
  everyMs: 15_000,
  run: async (ctx, transaction) => {
    // a read first: most of the time there is nothing to write
    if ((await ctx.em.count(Review, expiredClaims(ctx.clock.now()))) > 0) await transaction(releaseExpiredClaims);
  },
};
