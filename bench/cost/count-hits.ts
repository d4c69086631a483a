import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { normaliseQuestion } from '../../subgraphs/ai/cache/normalise-question.ts';
import type { BenchMessage, Kind } from './messages.ts';

export interface Hits {
  readonly exact: number;
  readonly similar: number;
  /** Answered by a reply to a message that needs another answer. */
  readonly wrong: number;
  /** Those of them that asked in the same words: the generator wants two answers to one question. */
  readonly wrongInTheSameWords: number;
  readonly byKind: Readonly<Partial<Record<Kind, number>>>;
  /** Like questions whose two replies were compared, and those that did not say the same. */
  readonly compared: number;
  readonly disagreed: number;
  readonly thresholds: Readonly<Record<string, number | null>>;
}

interface Row {
  messageId: string;
  key: string;
  hit: 'EXACT' | 'SIMILAR' | null;
}

/** What the cache answered, held against what the generator knows of each message. */
export async function countHits(ctx: Ctx, messages: ReadonlyMap<string, BenchMessage>): Promise<Hits> {
  const schema = schemaOf(ctx.tenant);
  const rows = await ctx.em.execute<Row[]>(
    `select message_id as "messageId", encode(cached_reply_key, 'hex') as key, cache_hit as hit
     from "${schema}".run where cached_reply_key is not null`,
  );
  const [compared] = await ctx.em.execute<{ compared: number; disagreed: number; thresholds: Hits['thresholds'] | null }[]>(
    `select count(*)::int as compared, count(*) filter (where not agreed)::int as disagreed,
            (select jsonb_object_agg(measure, threshold) from "${schema}".reply_likeness) as thresholds
     from "${schema}".reply_comparison where agreed is not null`,
  );
  const filledBy = new Map<string, BenchMessage[]>();
  for (const { key, hit, messageId } of rows) {
    const message = messages.get(messageId);
    if (hit === null && message) filledBy.set(key, [...(filledBy.get(key) ?? []), message]);
  }
  const hits = rows.filter(({ hit }) => hit !== null);
  const wrong = hits.filter(({ key, messageId }) => {
    const answerKey = messages.get(messageId)?.answerKey;
    return !filledBy.get(key)?.some((filler) => filler.answerKey === answerKey);
  });
  const question = (message: BenchMessage | undefined) => normaliseQuestion(message?.text ?? '');
  const byKind: Partial<Record<Kind, number>> = {};
  for (const { messageId } of hits) {
    const kind = messages.get(messageId)?.kind;
    if (kind) byKind[kind] = (byKind[kind] ?? 0) + 1;
  }
  return {
    exact: hits.filter(({ hit }) => hit === 'EXACT').length,
    similar: hits.filter(({ hit }) => hit === 'SIMILAR').length,
    wrong: wrong.length,
    wrongInTheSameWords: wrong.filter(({ key, messageId }) =>
      filledBy.get(key)?.some((filler) => question(filler) === question(messages.get(messageId))),
    ).length,
    byKind,
    compared: compared?.compared ?? 0,
    disagreed: compared?.disagreed ?? 0,
    thresholds: compared?.thresholds ?? {},
  };
}
