import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { type Comparison, findLikeness, isBroken, sizeOfLook } from './find-likeness.ts';

/** What was alike enough a season ago says little of today's questions and knowledge. */
const KEPT_MS = 90 * 86_400_000;
/** The newest of them are read; more would change nothing. */
const MOST_READ = 20_000;

interface Standing {
  measure: string;
  threshold: number | null;
  looks: number;
  comparisons: number;
  /** Known, by now. */
  known: number;
}

/**
 * Derives from which likeness on replies are shared, by each measure: at fixed numbers of comparisons, so that nobody looks until it suits,
 * and at once where what was found turns out not to hold. Two at once come to the same.
 */
export async function learnLikeness(ctx: Ctx): Promise<void> {
  const schema = schemaOf(ctx.tenant);
  const now = ctx.clock.now();
  const since = new Date(now.getTime() - KEPT_MS);
  const standings = await ctx.em.execute<Standing[]>(
    `select c.measure, l.threshold, coalesce(l.looks, 0) as looks, coalesce(l.comparisons, 0) as comparisons, c.known
     from (select measure, count(*)::int as known from "${schema}".reply_comparison where agreed is not null and at >= ?::timestamptz
           group by measure) c
     left join "${schema}".reply_likeness l using (measure)`,
    [since],
  );
  for (const { measure, threshold, looks, comparisons, known } of standings) {
    if (known === comparisons) continue;
    const isDue = known >= sizeOfLook(looks);
    if (!isDue && threshold === null) continue;
    const latestFirst = await ctx.em.execute<Comparison[]>(
      `select similarity, agreed from "${schema}".reply_comparison where measure = ? and agreed is not null and at >= ?::timestamptz
       order by at desc limit ${MOST_READ}`,
      [measure, since],
    );
    const found = isDue ? findLikeness(latestFirst, looks) : null;
    const candidate = found ? found.threshold : threshold;
    const next = candidate !== null && isBroken(candidate, latestFirst) ? null : candidate;
    if (next !== threshold)
      ctx.logger.info({ measure, threshold: next, comparisons: known }, 'replies are shared from another likeness on');
    await ctx.em.execute(
      `insert into "${schema}".reply_likeness as l (measure, threshold, comparisons, disagreed, looks, error_upper, derived_at)
       values (?, ?, ?, ?, ?, ?, ?::timestamptz)
       on conflict (measure) do update set threshold = excluded.threshold, comparisons = excluded.comparisons,
         disagreed = excluded.disagreed, looks = excluded.looks,
         error_upper = case when ? then excluded.error_upper else l.error_upper end, derived_at = excluded.derived_at`,
      [
        ...[measure, next, known, latestFirst.filter(({ agreed }) => !agreed).length, looks + (isDue ? 1 : 0)],
        ...[found?.errorUpper ?? null, now, isDue],
      ],
    );
  }
}

/** Comparisons whose time is over. */
export const oldComparisons = (now: Date): Date => new Date(now.getTime() - KEPT_MS);
