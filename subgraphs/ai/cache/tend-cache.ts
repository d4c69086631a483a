import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { learnLikeness, oldComparisons } from './learn-likeness.ts';

/** Kilobytes each; the oldest go first. */
const MOST_ENTRIES = 5_000;

interface Pending {
  expired: boolean;
  tooMany: boolean;
  old: boolean;
  compared: boolean;
}

/** Drops replies whose time is over, or that are too many, and learns from comparisons. Reads first: who has no cache is never written to. */
export async function tendCache(ctx: Ctx, mostEntries = MOST_ENTRIES): Promise<void> {
  const schema = schemaOf(ctx.tenant);
  const now = ctx.clock.now();
  const old = oldComparisons(now);
  const [pending] = await ctx.em.execute<Pending[]>(
    `select exists (select from "${schema}".cached_reply where expires_at <= ?::timestamptz) as expired,
            exists (select from "${schema}".cached_reply order by created_at desc offset ${mostEntries} limit 1) as "tooMany",
            exists (select from "${schema}".reply_comparison where at < ?::timestamptz) as old,
            exists (select from "${schema}".reply_comparison) as compared`,
    [now, old],
  );
  if (pending?.expired)
    await ctx.em.execute(
      `delete from "${schema}".cached_reply where key in
         (select key from "${schema}".cached_reply where expires_at <= ?::timestamptz order by key for update skip locked)`,
      [now],
    );
  if (pending?.tooMany) {
    await ctx.em.execute(
      `delete from "${schema}".cached_reply where key in
         (select key from "${schema}".cached_reply order by created_at desc, key offset ${mostEntries} for update skip locked)`,
    );
  }
  if (pending?.old) await ctx.em.execute(`delete from "${schema}".reply_comparison where at < ?::timestamptz`, [old]);
  if (pending?.compared) await learnLikeness(ctx);
}
