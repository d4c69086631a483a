import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { Settings } from '../settings/ai-settings.entity.ts';
import { ConfidenceGate } from './confidence-gate.entity.ts';
import { CLOSED_GATE, deriveGate, type Gate } from './gate.ts';

export interface GateInUse {
  readonly gate: Gate;
  /** Null before the first draft. */
  readonly recipe: string | null;
}

/** The gate of the recipe that wrote the latest draft. */
export async function readGate(ctx: Ctx, { targetError }: Settings): Promise<GateInUse> {
  const [run] = await ctx.em.execute<{ recipe: string }[]>(
    `select recipe from "${schemaOf(ctx.tenant)}".run where recipe is not null order by created_at desc, id desc limit 1`,
  );
  const row = await ctx.em.findOne(ConfidenceGate, { id: 1 });
  const recipe = run?.recipe ?? null;
  const gate = recipe === null ? undefined : row?.gates[recipe];
  return { recipe, gate: gate ?? deriveGate(CLOSED_GATE, { decided: [], counted: [] }, targetError) };
}
