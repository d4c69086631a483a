import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';

export interface FoundPassage {
  readonly passageId: string;
  readonly documentId: string;
  readonly title: string;
  readonly text: string;
  /** 0 to 1: about the share of the question's words that the passage holds. */
  readonly score: number;
}

/** A question is in its first sentences; a wall of text would match everything. */
const READ_CHARACTERS = 1_000;

/** `ts_rank` gives a word that stands once in a text 1/1.645 of its weight (1 + 1/4 + 1/9 + …, see "Ranking Search Results"). */
const ONE_OCCURRENCE = 1.645;

/** D, C, B, A: titles (A, C) above texts (B, D). */
const WEIGHTS = '{0.8, 1, 0.8, 1}';

/**
 * Each passage is asked in its own language, so nothing hangs on guessing the question's: its stems, or else its words as written
 * (without that language's stop words). A word less is a worse match and no miss: the words are joined by OR.
 *
 * The parameters are the question twice, then the limit.
 */
export const passagesMatching = (schema: string): string => `
  select p.id as "passageId", p.document_id as "documentId", p.title, p.text,
         least(1, ${ONE_OCCURRENCE} * greatest(ts_rank('${WEIGHTS}', p.terms, a.stems), ts_rank('${WEIGHTS}', p.terms, a.words))) as score
  from (
    select c.configuration,
           replace(plainto_tsquery(c.configuration, q.question)::text, ' & ', ' | ')::tsquery as stems,
           (select coalesce(replace(plainto_tsquery('simple', string_agg(w, ' '))::text, ' & ', ' | ')::tsquery, ''::tsquery)
            from unnest(q.words) w where numnode(plainto_tsquery(c.configuration, w)) > 0) as words
    from (select ?::text as question, tsvector_to_array(to_tsvector('simple', ?::text)) as words) q
    cross join (select distinct configuration from "${schema}".knowledge_passage) c
  ) a
  join "${schema}".knowledge_passage p on p.configuration = a.configuration and p.terms @@ (a.stems || a.words)
  order by score desc, p.document_id, p.ordinal
  limit ?`;

export const passageQuestion = (text: string): string => text.slice(0, READ_CHARACTERS).replaceAll('\0', '');

/** Best first. */
export async function searchKnowledge(ctx: Ctx, text: string, limit: number): Promise<FoundPassage[]> {
  const question = passageQuestion(text);
  return ctx.em.execute<FoundPassage[]>(passagesMatching(schemaOf(ctx.tenant)), [question, question, limit]);
}
