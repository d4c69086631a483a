import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { FoundPassage } from '../knowledge/fuse-passages.ts';
import { CACHED_ROW, type CachedRow, openQuestion, standsOn } from './cached-reply.ts';
import { type Likeness, likenessOf, type RememberedQuestion, readQuestion } from './likeness.ts';
import { mayShareAnswer } from './question-features.ts';

/** Below it a pair teaches nothing about pairs that might do. */
export const LEAST_LIKENESS = 0.5;
/** Questions about one passage that are compared with a new one, the latest first. */
const MOST_COMPARED = 12;

export interface AlikeReply {
  readonly row: CachedRow;
  /** Of what it stands on, among the passages. */
  readonly places: readonly number[];
  readonly likeness: Likeness;
  /** From which likeness replies are shared; null: from none. */
  readonly threshold: number | null;
}

interface Found {
  rows: CachedRow[] | null;
  thresholds: Record<string, number | null> | null;
}

/** The reply to the most like question among those that may have the same answer; null without one. */
export async function findAlike(
  ctx: Ctx,
  about: { readonly scope: Buffer; readonly question: RememberedQuestion; readonly passages: readonly FoundPassage[] },
): Promise<AlikeReply | null> {
  const { question, passages } = about;
  const [best] = passages;
  if (!best) return null;
  const schema = schemaOf(ctx.tenant);
  const [found] = await ctx.em.execute<Found[]>(
    `select (select jsonb_agg(${CACHED_ROW}) from (
               select * from "${schema}".cached_reply where scope = ? and passages[1] = ?::uuid and expires_at > ?::timestamptz
                 and reply is not null and question is not null
               order by created_at desc limit ${MOST_COMPARED}) c) as rows,
            (select jsonb_object_agg(measure, threshold) from "${schema}".reply_likeness) as thresholds`,
    [about.scope, best.passageId, ctx.clock.now()],
  );
  const rows = found?.rows ?? [];
  await ctx.vault.prefetch(rows.map(({ contactId }) => contactId));
  let nearest: AlikeReply | null = null;
  for (const row of rows) {
    const places = standsOn(row, passages);
    const json = places && (await openQuestion(ctx, row));
    if (!places || !json) continue;
    const other = readQuestion(json);
    if (!mayShareAnswer(question.features, other.features)) continue;
    const likeness = likenessOf(question, other);
    if (nearest && nearest.likeness.value >= likeness.value) continue;
    nearest = { row, places, likeness, threshold: found?.thresholds?.[likeness.measure] ?? null };
  }
  return nearest;
}
