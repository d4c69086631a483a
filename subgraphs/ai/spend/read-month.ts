import { kept } from '#kernel/persistence/trip.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { type BudgetStage, type MonthStanding, monthOf } from './budget-stage.ts';
import { budgetOf } from './reserve-call.ts';

export interface Month extends MonthStanding {
  readonly month: string;
  /** False: no paid model was asked this month. */
  readonly exists: boolean;
  readonly toldStage: BudgetStage;
  readonly toldAt: number | null;
  /** The team was told of a stage of an earlier month, and not yet that it is over. */
  readonly isEarlierOpen: boolean;
}

interface Row {
  spent: string | null;
  budget: string | null;
  exhaustedAt: string | null;
  toldStage: BudgetStage | null;
  toldAt: string | null;
  isEarlierOpen: boolean;
}

/** How the tenant stands in the month of the clock. */
export async function readMonth(ctx: Ctx): Promise<Month> {
  const schema = schemaOf(ctx.tenant);
  const month = monthOf(ctx.clock.now());
  const [row] = await ctx.em.execute<Row[]>(
    kept(`select b.nano::text as budget, m.spent::text as spent, m.exhausted_at::text as "exhaustedAt", m.told_stage as "toldStage",
            m.told_at::text as "toldAt",
            exists (select from "${schema}".spend_month e where e.month < ?::date and e.told_stage <> 'NORMAL') as "isEarlierOpen"
     from (select ${budgetOf(schema)} as nano) b left join "${schema}".spend_month m on m.month = ?::date`),
    [month, month],
  );
  return {
    month,
    exists: row?.spent != null,
    spent: Number(row?.spent ?? 0),
    budget: numberOrNull(row?.budget),
    exhaustedAt: numberOrNull(row?.exhaustedAt),
    toldStage: row?.toldStage ?? 'NORMAL',
    toldAt: numberOrNull(row?.toldAt),
    isEarlierOpen: row?.isEarlierOpen ?? false,
  };
}

const numberOrNull = (text: string | null | undefined): number | null => (text == null ? null : Number(text));
