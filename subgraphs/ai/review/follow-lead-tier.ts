import { LockMode } from '@mikro-orm/core';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { Review } from './review.entity.ts';
import { reviewPriority, type Tier } from './review-priority.ts';
import { ReviewStatus } from './review-status.ts';

/** A conversation's open review moves in the queue when its lead became hotter or colder. An older version of the lead changes nothing. */
export async function followLeadTier(
  tx: Tx,
  lead: { readonly conversationId: string; readonly tier: Tier; readonly version: number },
): Promise<void> {
  const [newer] = await tx.em.execute<object[]>(
    `insert into "${schemaOf(tx.tenant)}".conversation_state as s (conversation_id, tier, tier_version) values (?, ?, ?)
     on conflict (conversation_id) do update set tier = excluded.tier, tier_version = excluded.tier_version
       where s.tier_version < excluded.tier_version
     returning conversation_id`,
    [lead.conversationId, lead.tier, lead.version],
  );
  if (!newer) return;
  const pending = await tx.em.find(
    Review,
    { conversationId: lead.conversationId, status: ReviewStatus.PENDING },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  for (const review of pending) {
    review.priority = reviewPriority({ createdAt: review.createdAt, windowClosesAt: review.dueAt ?? null, lead });
  }
}
