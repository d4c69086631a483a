import { badUserInput } from '#kernel/errors/public-error.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { ConfidenceGate } from '../confidence/confidence-gate.entity.ts';
import { readSettings } from '../settings/read-settings.ts';
import { type Proposal, type Replay, type ReplayedDecision, replayDecisions } from './replay-decisions.ts';

const MOST = 5_000;

/** Replays the tenant's latest decisions. Nothing is written and no model is asked. */
export async function replayOfTenant(ctx: Ctx, proposal: Proposal, last: number): Promise<Replay> {
  const { threshold, targetError } = proposal;
  if ((threshold === null) === (targetError === null))
    throw badUserInput('threshold', 'Propose a threshold or a target error, one of the two.');
  if (threshold !== null && !(threshold >= 0 && threshold <= 1))
    throw badUserInput('threshold', 'A threshold is a number from 0 to 1.');
  if (targetError !== null && !(targetError > 0 && targetError < 0.5))
    throw badUserInput('targetError', 'A target error is a number above 0 and below 0.5.');
  if (!Number.isInteger(last) || last < 1 || last > MOST)
    throw badUserInput('last', `How many decisions is a whole number from 1 to ${MOST}.`);

  const schema = schemaOf(ctx.tenant);
  const decided = await ctx.em.execute<ReplayedDecision[]>(
    `select r.id as "runId", r.recipe, r.intent, r.score, r.held_back as "heldBack", r.counts_for_bound as "countsForBound",
            v.status <> 'REJECTED' and not v.edited as unchanged, r.cost_usd as "costUsd", r.latency_ms as "latencyMs"
     from "${schema}".review v join "${schema}".run r on r.id = v.run_id
     where v.decided_at is not null and v.status in ('SENDING', 'APPROVED', 'REJECTED') and r.recipe is not null and r.score is not null
     order by v.decided_at desc, v.id desc limit ?`,
    [last],
  );
  const row = await ctx.em.findOne(ConfidenceGate, { id: 1 });
  return replayDecisions(decided, row?.gates ?? {}, await readSettings(ctx), proposal);
}
