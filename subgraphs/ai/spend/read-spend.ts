import { badUserInput } from '#kernel/errors/public-error.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { monthOf, stageOf, toUsd } from './budget-stage.ts';
import { readMonth } from './read-month.ts';
import type { DailySpend, ModelSpend, Spend } from './spend.type.ts';

/** No longer than the rows are kept (tend-spend.ts). */
const LONGEST_MS = 400 * 86_400_000;

/** Of GraphQL: a sum beyond it is said to be as large as can be said, and the money is right. */
const LARGEST_INT = 2_147_483_647;

interface Row {
  byModel: (Omit<ModelSpend, 'costUsd'> & { cost: number })[] | null;
  byDay: (Omit<DailySpend, 'costUsd'> & { cost: number })[] | null;
}

/** What was spent in a span of time, this month where none is given. A call that is under way is counted once it has ended. */
export async function readSpend(ctx: Ctx, span: { readonly from?: Date | null; readonly to?: Date | null }): Promise<Spend> {
  const now = ctx.clock.now();
  const to = span.to ?? now;
  const from = span.from ?? new Date(monthOf(span.to ?? now));
  if (from > to) throw badUserInput('from', 'from must not be later than to.');
  if (to.getTime() - from.getTime() > LONGEST_MS) throw badUserInput('from', 'A span of at most 400 days can be asked for.');
  const [month, rows] = await Promise.all([
    readMonth(ctx),
    ctx.em.execute<Row[]>(
      `with call as materialized (
         select provider, model, input_tokens, output_tokens, cost, to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day
         from "${schemaOf(ctx.tenant)}".model_call
         where at >= ?::timestamptz and at < ?::timestamptz and state in ('SETTLED', 'ABANDONED')
       ), model as (
         select provider, model, count(*) as calls, sum(input_tokens) as "inputTokens", sum(output_tokens) as "outputTokens",
                sum(cost) as cost
         from call group by provider, model
       ), day as (select day, count(*) as calls, sum(cost) as cost from call group by day)
       select (select jsonb_agg(m order by m.cost desc, m.model) from model m) as "byModel",
              (select jsonb_agg(d order by d.day) from day d) as "byDay"`,
      [from, to],
    ),
  ]);
  const byModel = (rows[0]?.byModel ?? []).map(({ cost, inputTokens, outputTokens, ...each }) => ({
    ...each,
    inputTokens: Math.min(inputTokens, LARGEST_INT),
    outputTokens: Math.min(outputTokens, LARGEST_INT),
    costUsd: toUsd(cost),
  }));
  return {
    from,
    to,
    costUsd: toUsd((rows[0]?.byModel ?? []).reduce((sum, { cost }) => sum + cost, 0)),
    budgetUsd: month.budget === null ? null : toUsd(month.budget),
    stage: stageOf(month),
    byModel,
    byDay: (rows[0]?.byDay ?? []).map(({ cost, ...each }) => ({ ...each, costUsd: toUsd(cost) })),
    // there is no reply cache yet
    cacheHitRate: 0,
    savedUsd: 0,
  };
}
