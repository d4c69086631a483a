import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { ConfidenceGate } from './confidence-gate.entity.ts';
import { changedShare, LARGE_CHANGE, readKnowledgeSnapshot } from './knowledge-change.ts';
import { RECENT_MS } from './refresh-gates.ts';

/** Of many decisions a few more change nothing. */
const WORTH_A_LOOK = 0.01;

interface Row {
  targetError: number | null;
  fresh: number;
  seen: number;
  isOtherRecipe: boolean;
}

/** One statement, and with a target error a second one for the knowledge. */
export async function isRefreshDue(ctx: Ctx): Promise<boolean> {
  const schema = schemaOf(ctx.tenant);
  const [row] = await ctx.em.execute<Row[]>(
    `with gate as (select gates, derived_at from "${schema}".confidence_gate)
     select (select target_error from "${schema}".ai_settings) as "targetError",
            (select count(*)::int from "${schema}".review where final_at > coalesce((select derived_at from gate), '-infinity')) as fresh,
            (select coalesce(sum((g.value->>'counted')::int), 0)::int from gate, jsonb_each(gate.gates) g) as seen,
            exists (select 1 from "${schema}".run, gate where run.created_at > ? and run.recipe is not null
                      and not jsonb_exists(gate.gates, run.recipe)) as "isOtherRecipe"`,
    [new Date(ctx.clock.now().getTime() - RECENT_MS)],
  );
  if (!row) return false;
  if (row.isOtherRecipe || row.fresh > row.seen * WORTH_A_LOOK) return true;
  if (row.targetError === null) return false;
  const gate = await ctx.em.findOne(ConfidenceGate, { id: 1 });
  return gate !== null && changedShare(gate.knowledge, await readKnowledgeSnapshot(ctx)) > LARGE_CHANGE;
}
