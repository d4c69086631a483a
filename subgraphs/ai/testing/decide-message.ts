import { approveReview } from '../review/approve-review.ts';
import { claimReview } from '../review/claim-review.ts';
import { rejectReview } from '../review/reject-review.ts';
import { Review } from '../review/review.entity.ts';
import type { AiTenant, Received } from './make-ai-tenant.ts';

/** Answers a message and decides its review: as drafted, with another text, or not at all. The tenant must have everything reviewed. */
export async function decideMessage(
  tenant: AiTenant,
  text: string,
  decision: { readonly text?: string; readonly reject?: boolean; readonly displayName?: string } = {},
): Promise<Received> {
  const event = tenant.message(text, { displayName: decision.displayName ?? null });
  await tenant.answer(event);
  const review = await tenant.reviewOf(event);
  if (!review) throw new Error('the message was expected to be reviewed');
  const ana = tenant.graph('ana', ['reviews:decide']);
  const claimed = await ana.transaction((tx) => claimReview(tx, review.id));
  if (!(claimed instanceof Review)) throw new Error('not claimed');
  const { id, claimToken: token } = claimed;
  // the latest decision is the one with the latest moment
  tenant.clock.advance(1_000);
  const decided = await ana.transaction((tx) =>
    decision.reject
      ? rejectReview(tx, { id, token, reason: 'wrong' })
      : approveReview(tx, { id, token, text: decision.text ?? null, idempotencyKey: null }),
  );
  if (!(decided instanceof Review)) throw new Error('not decided: without a draft a text has to be said');
  return event;
}
