import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';

export interface CountedOutcomes {
  readonly converted: number;
  readonly lost: number;
}

/** A model learns from no fewer leads that ended. */
export const LEAST_OUTCOMES = 100;
const LEAST_OF_EACH = 20;

export async function countOutcomes(ctx: Ctx): Promise<CountedOutcomes> {
  const [counted] = await ctx.em.execute<CountedOutcomes[]>(
    `select count(*) filter (where stage = 'CONVERTED')::int as converted, count(*) filter (where stage = 'LOST')::int as lost
     from "${schemaOf(ctx.tenant)}".lead where stage in ('CONVERTED', 'LOST') and ended_at is not null`,
  );
  return counted ?? { converted: 0, lost: 0 };
}

/** How many leads have to end before there is a model; at least, since the ends may be of the kind that is not missing. */
export const missingOutcomes = ({ converted, lost }: CountedOutcomes): number =>
  Math.max(LEAST_OUTCOMES - converted - lost, Math.max(0, LEAST_OF_EACH - converted) + Math.max(0, LEAST_OF_EACH - lost), 0);
