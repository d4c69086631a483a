import type { Tx } from '#kernel/messaging/transaction.ts';
import { kept } from '#kernel/persistence/trip.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { publishReviewChanged } from '../review/publish-review-changed.ts';
import { ReviewChange } from '../review/review-change.ts';
import type { Tier } from '../review/review-priority.ts';
import { ReviewStatus } from '../review/review-status.ts';
import { publishRunChanged } from './publish-run-changed.ts';
import { RunStatus } from './run-status.ts';

export interface ConversationState {
  readonly revision: number;
  readonly tier: Tier | null;
}

/**
 * Takes note of an inbound message and ends every open review of an older one, with its run, and each whose reply is still held. One statement. Repeating it changes
 * nothing. `reviewId` is the review that this message leads to, if any: the one before is told its successor.
 */
export async function noteRevision(
  tx: Tx,
  message: { readonly conversationId: string; readonly revision: number },
  reviewId: string | null,
): Promise<ConversationState> {
  const schema = schemaOf(tx.tenant);
  const { conversationId, revision } = message;
  const [row] = await tx.em.execute<(ConversationState & { stale: { id: string; runId: string }[] | null })[]>(
    kept(`with state as (
       insert into "${schema}".conversation_state as s (conversation_id, revision) values (?, ?)
       on conflict (conversation_id) do update set revision = greatest(s.revision, excluded.revision)
       returning s.revision, s.tier
     ), stale as (
       update "${schema}".review set status = 'SUPERSEDED', claimed_by = null, claim_expires_at = null, superseded_by_id = ?::uuid,
         held_until = null
       where conversation_id = ? and revision < ? and (status in ('PENDING', 'CLAIMED') or (status = 'SENDING' and held_until is not null))
       returning id, run_id
     ), linked as (
       update "${schema}".review set superseded_by_id = ?::uuid
       where conversation_id = ? and revision = ? - 1 and status = 'SUPERSEDED' and superseded_by_id is null
     ), stale_run as (
       update "${schema}".run set status = 'SUPERSEDED' where id in (select run_id from stale)
     )
     select state.revision, state.tier,
            (select jsonb_agg(jsonb_build_object('id', stale.id, 'runId', stale.run_id)) from stale) as stale
     from state`),
    [conversationId, revision, reviewId, conversationId, revision, reviewId, conversationId, revision],
  );
  for (const { id, runId } of row?.stale ?? []) {
    publishReviewChanged(tx, { id, runId, conversationId, status: ReviewStatus.SUPERSEDED }, ReviewChange.SUPERSEDED);
    publishRunChanged(tx, { id: runId, conversationId, status: RunStatus.SUPERSEDED });
  }
  return { revision: row?.revision ?? revision, tier: row?.tier ?? null };
}
