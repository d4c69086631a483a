import { badUserInput } from '#kernel/errors/public-error.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { PlatformName } from '#schema/events/platform.ts';
import type { Intent } from '../run/run-enums.ts';
import { checkedZone } from '../settings/checked-locale.ts';
import { monthOf, stageOf, toUsd } from './budget-stage.ts';
import { readMonth } from './read-month.ts';
import { type Routed, savedByRouting } from './saved-by-routing.ts';
import type { DailyModelSpend, DailySpend, ModelSpend, Spend, SpendShare } from './spend.type.ts';

/** No longer than the rows are kept (tend-spend.ts). */
const LONGEST_MS = 400 * 86_400_000;

/** Of GraphQL: a sum beyond it is said to be as large as can be said, and the money is right. */
const LARGEST_INT = 2_147_483_647;

/** In what the rows count, not in dollars. */
type Counted<Part> = Omit<Part, 'costUsd' | 'byModel'> & { cost: number };

interface Row {
  byModel: Counted<ModelSpend>[] | null;
  byDay: (Counted<DailySpend> & { byModel: Counted<DailyModelSpend>[] })[] | null;
  byAgent: Counted<SpendShare>[] | null;
  byIntent: Counted<SpendShare>[] | null;
  /** Of calls about messages. */
  cost: number;
  conversations: number;
  replies: number;
  /** Of the four agents' calls, by model. */
  routed: Routed[] | null;
  /** Runs whose reply a paid model wrote. */
  written: number;
  /** Those whose reply came from the cache, and what it had cost. */
  hits: number;
  saved: number;
}

export interface SpendWanted {
  readonly from?: Date | null;
  readonly to?: Date | null;
  /** Only of messages there: a call about no message is on no platform. */
  readonly platform?: readonly PlatformName[] | null;
  readonly intent?: readonly Intent[] | null;
  /** Where days begin; UTC unless given. */
  readonly timeZone?: string | null;
}

/** What was spent in a span of time, this month where none is given. A call that is under way is counted once it has ended. */
export async function readSpend(ctx: Ctx, span: SpendWanted): Promise<Spend> {
  const now = ctx.clock.now();
  const to = span.to ?? now;
  const from = span.from ?? new Date(monthOf(span.to ?? now));
  if (from > to) throw badUserInput('from', 'from must not be later than to.');
  if (to.getTime() - from.getTime() > LONGEST_MS) throw badUserInput('from', 'A span of at most 400 days can be asked for.');
  const zone = span.timeZone == null ? 'UTC' : checkedZone(span.timeZone, 'timeZone');
  const [platforms, intents] = [listOrNull(span.platform), listOrNull(span.intent)];
  const only = [platforms, platforms, intents, intents];
  const schema = schemaOf(ctx.tenant);
  const [month, rows] = await Promise.all([
    readMonth(ctx),
    ctx.em.execute<Row[]>(
      `with call as materialized (
         select c.provider, c.model, c.input_tokens, c.output_tokens, c.cost, c.work, c.failed, coalesce(c.intent, r.intent, 'UNKNOWN') as intent,
                c.conversation_id, r.id as run_id, r.status, to_char(c.at at time zone ?::text, 'YYYY-MM-DD') as day
         from "${schema}".model_call c left join "${schema}".run r on r.id = c.run_id
         where c.at >= ?::timestamptz and c.at < ?::timestamptz and c.state in ('SETTLED', 'ABANDONED')
           and (?::jsonb is null or r.channel in (select jsonb_array_elements_text(?::jsonb)))
           and (?::jsonb is null or coalesce(c.intent, r.intent) in (select jsonb_array_elements_text(?::jsonb)))
       ), model as (
         select provider, model, count(*) as calls, sum(input_tokens) as "inputTokens", sum(output_tokens) as "outputTokens",
                sum(cost) as cost
         from call group by provider, model
       ), model_day as (select day, provider, model, count(*) as calls, sum(cost) as cost from call group by day, provider, model),
       day as (
         select day, sum(calls) as calls, sum(cost) as cost,
                jsonb_agg(jsonb_build_object('provider', provider, 'model', model, 'calls', calls, 'cost', cost) order by cost desc, model) as "byModel"
         from model_day group by day
       ),
       agent as (select work as name, count(*) as calls, sum(cost) as cost from call group by work),
       intent as (select intent as name, count(*) as calls, sum(cost) as cost from call group by intent)
       select (select jsonb_agg(m order by m.cost desc, m.model) from model m) as "byModel",
              (select jsonb_agg(d order by d.day) from day d) as "byDay",
              (select jsonb_agg(a order by a.cost desc, a.name) from agent a) as "byAgent",
              (select jsonb_agg(i order by i.cost desc, i.name) from intent i) as "byIntent",
              (select coalesce(sum(cost), 0)::float8 from call where conversation_id is not null) as cost,
              (select count(distinct conversation_id)::int from call) as conversations,
              (select count(distinct run_id)::int from call where status in ('AUTO_REPLIED', 'REPLIED_AFTER_REVIEW')) as replies,
              (select jsonb_agg(r) from (
                 select provider, model, sum(input_tokens) as "inputTokens", sum(output_tokens) as "outputTokens"
                 from call where work in ('INTENT_CLASSIFIER', 'REPLY_GENERATOR') group by provider, model) r) as routed,
              (select count(distinct run_id)::int from call where work = 'REPLY_GENERATOR' and not failed) as written,
              cached.hits, cached.saved
       from (select count(*)::int as hits, coalesce(sum(cache_saved), 0)::float8 as saved from "${schema}".run
             where cache_hit is not null and created_at >= ?::timestamptz and created_at < ?::timestamptz
               and (?::jsonb is null or channel in (select jsonb_array_elements_text(?::jsonb)))
               and (?::jsonb is null or intent in (select jsonb_array_elements_text(?::jsonb)))) cached`,
      [zone, from, to, ...only, from, to, ...only],
    ),
  ]);
  const row = rows[0];
  const byModel = (row?.byModel ?? []).map(({ cost, inputTokens, outputTokens, ...each }) => ({
    ...each,
    inputTokens: Math.min(inputTokens, LARGEST_INT),
    outputTokens: Math.min(outputTokens, LARGEST_INT),
    costUsd: toUsd(cost),
  }));
  const savedByCacheUsd = toUsd(row?.saved ?? 0);
  const savedByRoutingUsd = toUsd((row?.routed ?? []).reduce((sum, each) => sum + savedByRouting(each), 0));
  return {
    from,
    to,
    costUsd: toUsd((row?.byModel ?? []).reduce((sum, { cost }) => sum + cost, 0)),
    budgetUsd: month.budget === null ? null : toUsd(month.budget),
    stage: stageOf(month),
    byModel,
    byDay: (row?.byDay ?? []).map((day) => ({ ...inUsd(day), byModel: day.byModel.map(inUsd) })),
    byAgent: (row?.byAgent ?? []).map(inUsd),
    byIntent: (row?.byIntent ?? []).map(inUsd),
    perConversationUsd: row?.conversations ? toUsd(row.cost / row.conversations) : null,
    perApprovedReplyUsd: row?.replies ? toUsd(row.cost / row.replies) : null,
    cacheHitRate: row?.hits ? row.hits / (row.hits + row.written) : 0,
    savedUsd: savedByCacheUsd + savedByRoutingUsd,
    savedByCacheUsd,
    savedByRoutingUsd,
  };
}

/** An empty list holds nothing against any call. */
const listOrNull = (wanted: readonly string[] | null | undefined): string | null =>
  wanted && wanted.length > 0 ? JSON.stringify(wanted) : null;

const inUsd = <Part extends { readonly cost: number }>({ cost, ...part }: Part): Omit<Part, 'cost'> & { costUsd: number } => ({
  ...part,
  costUsd: toUsd(cost),
});
