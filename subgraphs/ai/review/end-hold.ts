import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { Settle } from '#kernel/messaging/consumer.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { finishDecision } from './finish-decision.ts';
import { lockReview } from './lock-review.ts';
import { Review } from './review.entity.ts';

/**
 * Finishes a decision once it cannot be taken back any more; before that the delivery waits in the event log, where a process that ends takes
 * nothing along. The locked row says whether there is anything to finish: a decision that was undone, superseded or finished is not held.
 */
export async function endHold(ctx: Ctx, reviewId: string, settle: Settle): Promise<void> {
  const review = await ctx.em.findOne(Review, { id: reviewId }, { fields: ['heldUntil'], disableIdentityMap: true });
  if (review?.heldUntil == null) return;
  waitUntil(review.heldUntil, ctx.clock.now());
  await settle(async (tx) => {
    const held = await lockReview(tx, reviewId);
    if (held.heldUntil == null) return;
    // taken back and decided again since it was read
    waitUntil(held.heldUntil, tx.clock.now());
    await finishDecision(tx, held);
  });
}

function waitUntil(heldUntil: Date, now: Date): void {
  const retryAfterMs = heldUntil.getTime() - now.getTime();
  if (retryAfterMs > 0) throw new TransientError('the decision can still be taken back', { retryAfterMs, unlimited: true });
}
