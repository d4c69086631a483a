import { newId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';

export interface MadeDecision {
  readonly score: number;
  readonly status?: 'APPROVED' | 'REJECTED' | 'SUPERSEDED';
  readonly edited?: boolean;
  readonly audited?: boolean;
  readonly reviewChance?: number;
  readonly countsForBound?: boolean;
  readonly heldBack?: readonly string[];
  readonly recipe: string;
}

/** Drafts that were decided a moment ago, as `settleRun` and the reviewers leave them: hundreds at once. */
export async function makeDecisions(ctx: Ctx, decisions: readonly MadeDecision[]): Promise<void> {
  const schema = schemaOf(ctx.tenant);
  const rows = decisions.map((decision) => ({
    runId: newId(),
    reviewId: newId(),
    conversationId: newId(),
    status: 'APPROVED',
    edited: false,
    audited: false,
    reviewChance: 1,
    countsForBound: true,
    heldBack: [],
    ...decision,
  }));
  const now = ctx.clock.now();
  await ctx.em.execute(
    `with given as (select * from jsonb_to_recordset(?::jsonb) as g("runId" uuid, "reviewId" uuid, "conversationId" uuid, status text,
         edited boolean, audited boolean, "reviewChance" float8, "countsForBound" boolean, "heldBack" jsonb, score float8, recipe text)),
     runs as (
       insert into "${schema}".run (id, message_id, conversation_id, contact_id, lane, status, revision, intent, confidence, score, audited,
                                    review_chance, counts_for_bound, held_back, recipe, created_at)
       select "runId", gen_random_uuid(), "conversationId", "conversationId", 'STANDARD', 'REPLIED_AFTER_REVIEW', 1, 'SUPPORT', score, score,
              audited, "reviewChance", "countsForBound", "heldBack", recipe, ?::timestamptz from given)
     insert into "${schema}".review (id, run_id, conversation_id, contact_id, revision, status, reason, priority, decided_at, final_at, edited, created_at)
     select "reviewId", "runId", "conversationId", "conversationId", 1, status, 'LOW_CONFIDENCE', 1,
            case when status = 'SUPERSEDED' then null else ?::timestamptz end,
            case when status = 'SUPERSEDED' then null else ?::timestamptz end, edited, ?::timestamptz from given`,
    [JSON.stringify(rows), now, now, now, now],
  );
}
