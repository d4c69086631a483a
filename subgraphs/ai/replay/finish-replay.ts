import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { ConfidenceGate } from '../confidence/confidence-gate.entity.ts';
import { passes, type ReplayedDecision, replayDecisions } from './replay-decisions.ts';
import { findReplayOrFail, KEPT_FLIPS, type ReplayReport } from './replay-row.ts';

/** Judges what all of its messages got, and ends the replay. Repeating it changes nothing. */
export async function finishReplay(ctx: Ctx, id: string): Promise<void> {
  const schema = schemaOf(ctx.tenant);
  const { proposal, maxErrorRate } = await findReplayOrFail(ctx, id);
  const decided = await ctx.em.execute<ReplayedDecision[]>(
    `select run_id as "runId", (result ->> 'countsForBound')::boolean as "countsForBound", result -> 'before' as before, result -> 'now' as now,
            result -> 'costUsd' as "costUsd", result -> 'latencyMs' as "latencyMs"
     from "${schema}".decision_replay_item where replay_id = ? and jsonb_exists(result, 'now') order by ordinal`,
    [id],
  );
  const gates = (await ctx.em.findOne(ConfidenceGate, { id: 1 }))?.gates ?? {};
  const { flips, ...rest } = replayDecisions(decided, gates, proposal.under, proposal);
  const report: ReplayReport = { ...rest, flips: flips.slice(0, KEPT_FLIPS), flipCount: flips.length };
  await ctx.em.execute(
    `update "${schema}".decision_replay set status = 'DONE', report = ?::jsonb, passes = ?::boolean, ended_at = ?::timestamptz, lease_until = null
     where id = ? and status = 'RUNNING'`,
    [JSON.stringify(report), maxErrorRate === null ? null : passes(report, maxErrorRate), ctx.clock.now(), id],
  );
}

/** Ends it for good, with what a person is told. What was spent stays known. */
export async function failReplay(ctx: Ctx, id: string, failure: string): Promise<boolean> {
  const rows = await ctx.em.execute<unknown[]>(
    `update "${schemaOf(ctx.tenant)}".decision_replay set status = 'FAILED', failure = ?, ended_at = ?::timestamptz, lease_until = null
     where id = ? and status = 'RUNNING' returning id`,
    [failure, ctx.clock.now(), id],
  );
  return rows.length > 0;
}
