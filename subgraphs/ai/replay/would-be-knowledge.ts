import { createHash } from 'node:crypto';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { detectLanguage } from '../agents/detect-language.ts';
import type { EmbeddingProvider } from '../connectors/embedding-provider.ts';
import type { Payer } from '../connectors/payer.ts';
import type { VectorIndex, VectorMatch, VectorStore } from '../connectors/vector-index.ts';
import type { FoundPassage } from '../knowledge/fuse-passages.ts';
import { PassageSearch } from '../knowledge/passage-search.ts';
import { idList, type PassageSource, passageQuestion, passagesMatching, WORDS_DEPTH } from '../knowledge/search-knowledge.ts';
import { splitPassages } from '../knowledge/split-passages.ts';
import { textSearchConfiguration } from '../knowledge/text-search-configuration.ts';
import { answeringSpace, type VectorSpaceRow } from '../vectors/vector-spaces.ts';
import type { Vectors } from '../vectors/vectors.ts';
import type { KnowledgeDraft } from './proposal.ts';

/** Nobody waits for a replay: vectors get the time that they need. */
const DEADLINE_MS = 15_000;
const LONGEST_TEXT = 6_000;

/** A passage that is not published. */
export interface DraftPassage {
  readonly id: string;
  readonly documentId: string;
  readonly ordinal: number;
  readonly title: string;
  readonly text: string;
  readonly configuration: string;
}

export interface WouldBeKnowledge {
  /** Documents whose passages do not stand any more. */
  readonly replaced: readonly string[];
  readonly passages: readonly DraftPassage[];
}

/** Ids follow from what is proposed: a replay that goes on elsewhere names the same passages. */
export function wouldBeKnowledge(replayId: string, drafts: readonly KnowledgeDraft[]): WouldBeKnowledge {
  const passages = drafts.flatMap(({ documentId, content }, at) => {
    if (content === null) return [];
    const configuration = textSearchConfiguration(detectLanguage(`${content.title}\n${content.text}`) ?? 'und');
    return splitPassages(content.title, content.text).map((passage, ordinal) => ({
      ...passage,
      id: idFrom(`${replayId} ${at} ${ordinal}`),
      documentId: documentId ?? idFrom(`${replayId} ${at}`),
      ordinal,
      configuration,
    }));
  });
  return { replaced: drafts.flatMap(({ documentId }) => documentId ?? []), passages };
}

const idFrom = (name: string): string =>
  createHash('sha256')
    .update(name)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

/** What a question would find, best first, were the knowledge as proposed. */
export type WouldBeSearch = (ctx: Ctx, text: string, limit: number) => Promise<FoundPassage[]>;

/** The published passages without those that are replaced, fused with the proposed ones, by words and by vectors, as for a message. */
export async function openWouldBeSearch(
  knowledge: WouldBeKnowledge,
  { vectors, payer }: { readonly vectors: Vectors; readonly payer: Payer },
  signal: AbortSignal,
): Promise<WouldBeSearch> {
  const embeddings = paidOnlyBy(vectors.embeddings, payer);
  const drafted: { passage: DraftPassage; vector: Float32Array }[] = [];
  for (let at = 0; at < knowledge.passages.length; at += embeddings.maxBatch) {
    const batch = knowledge.passages.slice(at, at + embeddings.maxBatch);
    const texts = batch.map(({ title, text }) => `${title}\n${text}`.slice(0, LONGEST_TEXT));
    const embedded = await embeddings.embed(texts, 'passage', signal);
    for (const [index, passage] of batch.entries()) {
      const vector = embedded.vectors[index];
      if (vector?.some((value) => value !== 0)) drafted.push({ passage, vector });
    }
  }
  const near = (question: Float32Array): VectorMatch[] =>
    drafted.map(({ passage: { id, documentId }, vector }) => ({ passageId: id, documentId, score: cosine(question, vector) }));
  const indexes = Object.fromEntries(
    Object.entries(vectors.indexes).map(([store, index]) => [store, withDrafts(index, knowledge, near)]),
  ) as Partial<Record<VectorStore, VectorIndex>>;
  const search = new PassageSearch({ store: vectors.store, embeddings, indexes }, { deadlineMs: DEADLINE_MS });
  const own = [idList(knowledge.replaced), JSON.stringify(knowledge.passages)];

  return async (ctx, text, limit) => {
    const schema = schemaOf(ctx.tenant);
    const question = passageQuestion(text);
    const matching = passagesMatching(schema, sourceOf(schema));
    const readMore = (ids: readonly string[], words: number) => [...own, question, question, words, idList(ids)];
    const { passages } = await search.find(
      ctx,
      text,
      limit,
      async (ids) => {
        const [row] = await ctx.em.execute<{ passages: FoundPassage[] | null; space: VectorSpaceRow | null }[]>(
          `select ${answeringSpace(schema)} as space, (select jsonb_agg(f order by f.score desc) from (${matching}) f) as passages`,
          [...search.spaceParameters, ...readMore(ids, limit * WORDS_DEPTH)],
        );
        return { passages: row?.passages ?? [], space: row?.space ?? null };
      },
      (ids) => ctx.em.execute<FoundPassage[]>(matching, readMore(ids, 0)),
    );
    return passages;
  };
}

/** The search would have the tenant pay beside the replay. */
function paidOnlyBy(embeddings: EmbeddingProvider, payer: Payer): EmbeddingProvider {
  const { paidBy: _anybody, ...paid } = embeddings.paidBy?.(payer) ?? embeddings;
  return paid;
}

/** As `knowledge_passage` would be; its terms are made as that table makes its own (migration 0001). */
const sourceOf = (schema: string): PassageSource => ({
  passages: 'would_be',
  beforehand: `would_be as materialized (
    select id, document_id, ordinal, title, text, configuration, terms from "${schema}".knowledge_passage
    where document_id <> all (?::uuid[])
    union all
    select d.id, d."documentId", d.ordinal, d.title, d.text, d.configuration::regconfig,
           setweight(to_tsvector(d.configuration::regconfig, d.title), 'A') || setweight(to_tsvector(d.configuration::regconfig, d.text), 'B') ||
           setweight(to_tsvector('simple'::regconfig, d.title), 'C') || setweight(to_tsvector('simple'::regconfig, d.text), 'D')
    from jsonb_to_recordset(?::jsonb) as d (id uuid, "documentId" uuid, ordinal int, title text, text text, configuration text)
  ),`,
});

/** The same index, which finds the drafts' passages too. What is replaced gives up its place. */
const withDrafts = (
  index: VectorIndex,
  { replaced }: WouldBeKnowledge,
  near: (question: Float32Array) => VectorMatch[],
): VectorIndex => ({
  name: index.name,
  upsert: nothingIsWritten,
  deletePassages: nothingIsWritten,
  erase: nothingIsWritten,
  read: (...args) => index.read(...args),
  count: (...args) => index.count(...args),
  query: async (ctx, space, vector, limit, signal) => {
    const stored = await index.query(ctx, space, vector, limit + replaced.length * 2, signal);
    return [...stored.filter(({ documentId }) => !replaced.includes(documentId)), ...near(vector)]
      .sort((a, b) => b.score - a.score)
      .slice(0, limit);
  },
});

const nothingIsWritten = (): never => {
  throw new Error('a replay writes nothing to an index');
};

const cosine = (one: Float32Array, other: Float32Array): number =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
