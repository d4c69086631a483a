import type { Tx } from '#kernel/messaging/transaction.ts';
import { finishDecision } from './finish-decision.ts';
import type { Review } from './review.entity.ts';

/**
 * A decision that can be taken back for so long. It is final at once where there is no hold, and where the platform would take no reply
 * any more at its end. `endHold` finishes it.
 */
export async function holdDecision(tx: Tx, review: Review, holdMs: number): Promise<void> {
  const heldUntil = new Date(tx.clock.now().getTime() + holdMs);
  review.finalAt = null;
  review.heldUntil = null;
  const wouldBeLate = review.expiresAt != null && review.expiresAt <= heldUntil;
  if (holdMs === 0 || wouldBeLate) await finishDecision(tx, review);
  else review.heldUntil = heldUntil;
}
