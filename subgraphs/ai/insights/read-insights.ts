import { badUserInput } from '#kernel/errors/public-error.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { USUAL_REPLY_TARGET_MINUTES } from '../settings/ai-settings.entity.ts';
import { checkedZone } from '../settings/checked-locale.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { DailyInsights, Insights, InsightsArgs, InsightsOf } from './insights.type.ts';

const LONGEST_MS = 400 * 86_400_000;

/** Of GraphQL: a reply that took longer (weeks in a queue) is said to have taken as long as can be said. */
const LARGEST_INT = 2_147_483_647;

interface Row {
  readonly by: 'all' | 'day' | 'platform' | 'intent';
  readonly name: string | null;
  readonly messages: number;
  /** Of runs that came to an end. */
  readonly ended: number;
  readonly auto: number;
  readonly reviewed: number;
  /** Reviewed, and at an end. */
  readonly endedReviewed: number;
  readonly approved: number;
  readonly edited: number;
  readonly inTime: number;
  /** Answered too late, or not at all while the time for it is over or the platform takes no reply any more. */
  readonly late: number;
  readonly median: number | null;
  readonly p95: number | null;
}

/**
 * One statement, which `run_by_time` bounds. A reply of the machine took as long as its run; one that a person approved, until the
 * approval that was sent. What is still being worked on is a message and stands behind no share yet, but for the target: it is missed
 * when its time is over, whatever comes.
 */
export async function readInsights(ctx: Ctx, { from, to, platform, intent, timeZone }: InsightsArgs): Promise<Insights> {
  if (from >= to) throw badUserInput('from', 'from must be earlier than to.');
  if (to.getTime() - from.getTime() > LONGEST_MS) throw badUserInput('from', 'A span of at most 400 days can be asked for.');
  const zone = timeZone == null ? 'UTC' : checkedZone(timeZone, 'timeZone');
  const slaTargetMinutes = (await readSettings(ctx)).replyTargetMinutes ?? USUAL_REPLY_TARGET_MINUTES;
  const schema = schemaOf(ctx.tenant);
  const rows = await ctx.em.execute<Row[]>(
    `with run_of_span as materialized (
       select r.status, coalesce(r.channel, 'UNKNOWN') as platform, coalesce(r.intent, 'UNKNOWN') as intent, r.created_at,
              v.id is not null as reviewed, coalesce(v.edited, false) as edited, coalesce(v.status = 'EXPIRED', false) as expired,
              to_char(r.created_at at time zone ?::text, 'YYYY-MM-DD') as day,
              case r.status when 'AUTO_REPLIED' then r.latency_ms
                            when 'REPLIED_AFTER_REVIEW' then extract(epoch from v.decided_at - r.created_at) * 1000 end as reply_ms
       from "${schema}".run r left join "${schema}".review v on v.run_id = r.id
       where r.created_at >= ?::timestamptz and r.created_at < ?::timestamptz
         and (?::jsonb is null or r.channel in (select jsonb_array_elements_text(?::jsonb)))
         and (?::jsonb is null or r.intent in (select jsonb_array_elements_text(?::jsonb)))
     ), message as (
       select *, status <> 'RUNNING' as ended, status = 'REPLIED_AFTER_REVIEW' as approved,
              reply_ms <= ?::float8 as in_time,
              reply_ms > ?::float8 or expired
                or (status in ('RUNNING', 'IN_REVIEW', 'FAILED') and created_at < ?::timestamptz) as late
       from run_of_span
     )
     select case when grouping(day) = 0 then 'day' when grouping(platform) = 0 then 'platform'
                 when grouping(intent) = 0 then 'intent' else 'all' end as by,
            coalesce(day, platform, intent) as name,
            count(*)::int as messages, (count(*) filter (where ended))::int as ended,
            (count(*) filter (where status = 'AUTO_REPLIED'))::int as auto,
            (count(*) filter (where reviewed))::int as reviewed,
            (count(*) filter (where ended and reviewed))::int as "endedReviewed",
            (count(*) filter (where approved))::int as approved, (count(*) filter (where approved and edited))::int as edited,
            (count(*) filter (where in_time))::int as "inTime", (count(*) filter (where late))::int as late,
            percentile_disc(0.5) within group (order by reply_ms)::float8 as median,
            percentile_disc(0.95) within group (order by reply_ms)::float8 as p95
     from message group by grouping sets ((), (day), (platform), (intent)) order by messages desc, name`,
    [zone, from, to, ...twice(platform), ...twice(intent), ...deadline(ctx, slaTargetMinutes)],
  );
  const part = (by: Row['by']): Row[] => rows.filter((row) => row.by === by);
  const [whole] = part('all');
  return {
    from,
    to,
    slaTargetMinutes,
    ...sharesOf(whole),
    p95ReplyMs: inMs(whole?.p95),
    byDay: part('day')
      .map(dayOf)
      .sort((one, other) => (one.day < other.day ? -1 : 1)),
    byPlatform: part('platform').map(named),
    byIntent: part('intent').map(named),
  };
}

/** What the target is in milliseconds, twice, and the moment before which a message without a reply has missed it. */
const deadline = (ctx: Ctx, minutes: number): [number, number, Date] => {
  const ms = minutes * 60_000;
  return [ms, ms, new Date(ctx.clock.now().getTime() - ms)];
};

const sharesOf = (row: Row | undefined): Omit<InsightsOf, 'name'> => ({
  messages: row?.messages ?? 0,
  autoReplyShare: share(row?.auto, row?.ended),
  reviewShare: share(row?.endedReviewed, row?.ended),
  editShare: share(row?.edited, row?.approved),
  slaShare: slaOf(row),
  medianReplyMs: inMs(row?.median),
});

const named = (row: Row): InsightsOf => ({ name: row.name ?? 'UNKNOWN', ...sharesOf(row) });

const dayOf = (row: Row): DailyInsights => ({
  day: row.name ?? '',
  messages: row.messages,
  autoReplies: row.auto,
  reviews: row.reviewed,
  slaShare: slaOf(row),
});

const slaOf = (row: Row | undefined): number | null => share(row?.inTime, (row?.inTime ?? 0) + (row?.late ?? 0));

/** An empty list holds nothing against any message. */
const twice = (wanted: readonly string[] | null | undefined): (string | null)[] => {
  const list = wanted && wanted.length > 0 ? JSON.stringify(wanted) : null;
  return [list, list];
};

const share = (part: number | undefined, whole: number | undefined): number | null => (whole ? (part ?? 0) / whole : null);

const inMs = (ms: number | null | undefined): number | null => (ms == null ? null : Math.min(LARGEST_INT, Math.round(ms)));
