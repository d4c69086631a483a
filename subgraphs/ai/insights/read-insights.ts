import { badUserInput } from '#kernel/errors/public-error.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { DailyInsights, Insights, InsightsArgs } from './insights.type.ts';

const LONGEST_MS = 400 * 86_400_000;

/** Of GraphQL: a reply that took longer (weeks in a queue) is said to have taken as long as can be said. */
const LARGEST_INT = 2_147_483_647;

interface Row {
  readonly messages: number;
  /** Of runs that came to an end. */
  readonly ended: number;
  readonly auto: number;
  readonly reviewed: number;
  readonly approved: number;
  readonly edited: number;
  readonly median: number | null;
  readonly p95: number | null;
  readonly days: DailyInsights[] | null;
}

/**
 * One statement, which `run_by_time` bounds. A reply of the machine took as long as its run; one that a person approved, until the
 * approval that was sent. What is still being worked on is a message and stands behind no share yet.
 */
export async function readInsights(ctx: Ctx, { from, to, platform, intent }: InsightsArgs): Promise<Insights> {
  if (from >= to) throw badUserInput('from', 'from must be earlier than to.');
  if (to.getTime() - from.getTime() > LONGEST_MS) throw badUserInput('from', 'A span of at most 400 days can be asked for.');
  const schema = schemaOf(ctx.tenant);
  const [row] = await ctx.em.execute<Row[]>(
    `with message as materialized (
       select r.status <> 'RUNNING' as ended, r.status = 'AUTO_REPLIED' as auto, v.id is not null as reviewed,
              r.status = 'REPLIED_AFTER_REVIEW' as approved, r.status = 'REPLIED_AFTER_REVIEW' and v.edited as edited,
              to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD') as day,
              case r.status when 'AUTO_REPLIED' then r.latency_ms
                            when 'REPLIED_AFTER_REVIEW' then extract(epoch from v.decided_at - r.created_at) * 1000 end as reply_ms
       from "${schema}".run r left join "${schema}".review v on v.run_id = r.id
       where r.created_at >= ?::timestamptz and r.created_at < ?::timestamptz
         and (?::jsonb is null or r.channel in (select jsonb_array_elements_text(?::jsonb)))
         and (?::jsonb is null or r.intent in (select jsonb_array_elements_text(?::jsonb)))
     ), day as (
       select day, count(*)::int as messages, (count(*) filter (where auto))::int as "autoReplies",
              (count(*) filter (where reviewed))::int as reviews
       from message group by day
     )
     select count(*)::int as messages, (count(*) filter (where ended))::int as ended, (count(*) filter (where auto))::int as auto,
            (count(*) filter (where ended and reviewed))::int as reviewed, (count(*) filter (where approved))::int as approved,
            (count(*) filter (where edited))::int as edited,
            percentile_disc(0.5) within group (order by reply_ms)::float8 as median,
            percentile_disc(0.95) within group (order by reply_ms)::float8 as p95,
            (select jsonb_agg(d order by d.day) from day d) as days
     from message`,
    [from, to, ...twice(platform), ...twice(intent)],
  );
  return {
    from,
    to,
    messages: row?.messages ?? 0,
    autoReplyShare: share(row?.auto, row?.ended),
    reviewShare: share(row?.reviewed, row?.ended),
    editShare: share(row?.edited, row?.approved),
    medianReplyMs: inMs(row?.median),
    p95ReplyMs: inMs(row?.p95),
    byDay: row?.days ?? [],
  };
}

/** An empty list holds nothing against any message. */
const twice = (wanted: readonly string[] | null | undefined): (string | null)[] => {
  const list = wanted && wanted.length > 0 ? JSON.stringify(wanted) : null;
  return [list, list];
};

const share = (part: number | undefined, whole: number | undefined): number | null => (whole ? (part ?? 0) / whole : null);

const inMs = (ms: number | null | undefined): number | null => (ms == null ? null : Math.min(LARGEST_INT, Math.round(ms)));
