import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { Review } from './review.entity.ts';
import { takeClaim } from './take-claim.ts';

/** Null when nothing waits. Two reviewers who ask at once get two reviews: the first one's is skipped, not waited for. */
export async function claimNextReview(tx: Tx): Promise<Review | null> {
  const schema = schemaOf(tx.tenant);
  const now = tx.clock.now();
  const [next] = await tx.em.execute<{ id: string }[]>(
    `select r.id from "${schema}".review r
     where (r.status = 'PENDING' or (r.status = 'CLAIMED' and r.claim_expires_at <= ?))
       and (r.expires_at is null or r.expires_at > ?)
       and not exists (select from "${schema}".conversation_state s where s.conversation_id = r.conversation_id and s.revision > r.revision)
     order by r.priority desc, r.id desc limit 1
     for update of r skip locked`,
    [now, now],
  );
  if (!next) return null;
  return takeClaim(tx, await tx.em.findOneOrFail(Review, { id: next.id }, { refresh: true }));
}
