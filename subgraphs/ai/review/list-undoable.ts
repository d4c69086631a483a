import { readRows } from '#kernel/graph/rows-by.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { Review } from './review.entity.ts';
import { ReviewStatus } from './review-status.ts';

/** More than anybody decides within a hold. */
const MOST = 100;

/** What the caller decided and may still take back, the latest last. */
export function listUndoable(ctx: Ctx): Promise<Review[]> {
  // a newer message may have outdated it within the hold
  const status = { $in: [ReviewStatus.SENDING, ReviewStatus.REJECTED] };
  const mine = { status, decidedBy: ctx.actor.id, heldUntil: { $gt: ctx.clock.now() } };
  return readRows(ctx, Review, mine, {}, { orderBy: { heldUntil: 'asc' }, limit: MOST });
}
