import { kept } from '#kernel/persistence/trip.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { answeringSpace, type VectorSpaceRow } from '../vectors/vector-spaces.ts';
import type { FoundPassage } from './fuse-passages.ts';
import type { PassageSearch } from './passage-search.ts';

/** A question is in its first sentences; a wall of text would match everything. */
const READ_CHARACTERS = 1_000;

/** `ts_rank` gives a word that stands once in a text 1/1.645 of its weight (1 + 1/4 + 1/9 + …, see "Ranking Search Results"). */
const ONE_OCCURRENCE = 1.645;

/** D, C, B, A: titles (A, C) above texts (B, D). */
const WEIGHTS = '{0.8, 1, 0.8, 1}';

/** So many times the passages that are wanted: one that words find late may be what likeness finds first. */
export const WORDS_DEPTH = 2;

const ranked = `p.id as "passageId", p.document_id as "documentId", p.title, p.text,
         least(1, ${ONE_OCCURRENCE} * greatest(ts_rank('${WEIGHTS}', p.terms, a.stems), ts_rank('${WEIGHTS}', p.terms, a.words))) as score`;

/** What is searched: a relation with the columns of `knowledge_passage`, and the common table expression that makes it, with its comma. */
export interface PassageSource {
  readonly passages: string;
  readonly beforehand: string;
}

const storedPassages = (schema: string): PassageSource => ({ passages: `"${schema}".knowledge_passage`, beforehand: '' });

/**
 * Each passage is asked in its own language, so nothing hangs on guessing the question's: its stems, or else its words as written
 * (without that language's stop words). A word less is a worse match and no miss: the words are joined by OR.
 *
 * With those whose ids are given, whatever their words. The parameters are those of the source, the question twice, the limit, and the ids as `{a,b}`.
 */
export const passagesMatching = (schema: string, from: PassageSource = storedPassages(schema)): string => `
  with ${from.beforehand} asked as (
    select c.configuration,
           replace(plainto_tsquery(c.configuration, q.question)::text, ' & ', ' | ')::tsquery as stems,
           (select coalesce(replace(plainto_tsquery('simple', string_agg(w, ' '))::text, ' & ', ' | ')::tsquery, ''::tsquery)
            from unnest(q.words) w where numnode(plainto_tsquery(c.configuration, w)) > 0) as words
    from (select ?::text as question, tsvector_to_array(to_tsvector('simple', ?::text)) as words) q
    cross join (select distinct configuration from ${from.passages}) c
  ), matching as (
    select ${ranked} from asked a
    join ${from.passages} p on p.configuration = a.configuration and p.terms @@ (a.stems || a.words)
    order by score desc, p.document_id, p.ordinal limit ?
  )
  select * from matching
  union
  select ${ranked} from asked a join ${from.passages} p on p.configuration = a.configuration
  where p.id = any (?::uuid[])
  order by score desc`;

export const passageQuestion = (text: string): string => text.slice(0, READ_CHARACTERS).replaceAll('\0', '');

export const idList = (ids: readonly string[]): string => `{${ids.join(',')}}`;

/** What vectors named and words did not: those of them that are still there. */
export const passagesById =
  (ctx: Ctx, text: string) =>
  (ids: readonly string[]): Promise<FoundPassage[]> => {
    const question = passageQuestion(text);
    return ctx.em.execute<FoundPassage[]>(kept(passagesMatching(schemaOf(ctx.tenant))), [question, question, 0, idList(ids)]);
  };

/** Best first. */
export async function searchKnowledge(ctx: Ctx, search: PassageSearch, text: string, limit: number): Promise<FoundPassage[]> {
  const schema = schemaOf(ctx.tenant);
  const question = passageQuestion(text);
  const read = async (near: readonly string[]) => {
    const [row] = await ctx.em.execute<
      { passages: FoundPassage[] | null; space: VectorSpaceRow | null; lessonVersion: number | null }[]
    >(
      `select ${answeringSpace(schema)} as space, (select version from "${schema}".learning_state) as "lessonVersion",
              (select jsonb_agg(f order by f.score desc) from (${passagesMatching(schema)}) f) as passages`,
      [...search.spaceParameters, question, question, limit * WORDS_DEPTH, idList(near)],
    );
    return { passages: row?.passages ?? [], space: row?.space ?? null, lessonVersion: row?.lessonVersion ?? 0 };
  };
  const { passages } = await search.find(ctx, text, limit, read, passagesById(ctx, text));
  return passages;
}
