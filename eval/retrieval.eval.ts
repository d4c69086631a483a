import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startEmbeddedPostgres } from '#kernel/persistence/embedded-postgres.ts';
import { newTenantId } from '#kernel/persistence/tenant-schemas.ts';
import { Installation } from '#kernel/runtime/installation.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';
import { createMetrics } from '#kernel/telemetry/metrics.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { builtInVectors } from '../subgraphs/ai/connectors/choose-vectors.ts';
import { addKnowledgeDocument } from '../subgraphs/ai/knowledge/add-knowledge-document.ts';
import type { FoundPassage } from '../subgraphs/ai/knowledge/fuse-passages.ts';
import { PassageSearch } from '../subgraphs/ai/knowledge/passage-search.ts';
import { passagesById, searchKnowledge } from '../subgraphs/ai/knowledge/search-knowledge.ts';
import { ai } from '../subgraphs/ai/subgraph.ts';
import { tendVectors } from '../subgraphs/ai/vectors/tend-vectors.ts';
import { answeringSpace, type VectorSpaceRow } from '../subgraphs/ai/vectors/vector-spaces.ts';
import { mean, quantile } from './measures.ts';
import { readShared } from './read-shared.ts';
import type { Section } from './section.ts';

const answerSchema = z.object({ id: z.string(), question: z.string(), answer: z.string() });
const questionSchema = z.object({ query: z.string(), answer_id: z.string() });

const ASKED = 5;
/** Min-max fusion needs more than the first five of either to know their range. */
const DEEP = 20;
const LIKENESS_SHARE = 0.7;

type Ranking = (question: string) => Promise<readonly string[]>;

/** The search as it is, its two halves, and two other ways to put them together. */
export async function evaluate(): Promise<Section> {
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-eval-'));
  const logger = createLogger({ level: 'silent', name: 'eval' });
  const postgres = await startEmbeddedPostgres({ dataDir, logger, settings: { fsync: 'off', full_page_writes: 'off' } });
  try {
    const vectors = builtInVectors();
    const installation = await Installation.open({
      config: {
        crypto: { keys: [{ id: 'eval', key: randomBytes(32) }] },
        internalKeys: [{ id: 'eval', key: randomBytes(32) }],
        feed: { retentionMs: 3_600_000 },
      },
      ownerUrl: postgres.url(),
      declarations: [{ ...ai({ vectors }), consumers: [] }],
      logger,
      metrics: createMetrics(),
    });
    try {
      return await measure(installation, vectors);
    } finally {
      await installation.close();
    }
  } finally {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measure(installation: Installation, vectors: ReturnType<typeof builtInVectors>): Promise<Section> {
  const answers = readShared('faq_kb.jsonl', answerSchema);
  const questions = readShared('faq_queries.jsonl', questionSchema);
  const tenant = newTenantId();
  await installation.database.schemas.create(tenant);
  await installation.database.learn(tenant);
  const ctx = (): Ctx => installation.platform.enter(tenant, { kind: 'system', id: 'eval', scopes: new Set() });
  const answerOf = new Map<string, string>();
  await installation.eventLog.transaction(ctx(), async (tx) => {
    for (const { id, question, answer } of answers)
      answerOf.set((await addKnowledgeDocument(tx, { title: question.slice(0, 200), text: answer })).id, id);
  });
  await tendVectors(ctx(), vectors, new AbortController().signal);

  const idsOf = (passages: readonly FoundPassage[]): string[] => passages.map(({ documentId }) => answerOf.get(documentId) ?? '');
  const wordsOnly = new PassageSearch({ ...vectors, indexes: {} });
  const both = new PassageSearch(vectors);
  const byWords = (question: string, limit: number) => searchKnowledge(ctx(), wordsOnly, question, limit);
  const byLikeness = async (question: string, limit: number): Promise<FoundPassage[]> => {
    const asked = ctx();
    const [row] = await asked.em.execute<{ space: VectorSpaceRow | null }[]>(
      `select ${answeringSpace(schemaOf(tenant))} as space`,
      [...both.spaceParameters],
    );
    const withoutWords = async (ids: readonly string[]) =>
      (await passagesById(asked, question)(ids)).map((passage) => ({ ...passage, score: 0 }));
    const { passages } = await both.find(
      asked,
      question,
      limit,
      async (near) => ({ passages: near.length === 0 ? [] : await withoutWords(near), space: row?.space ?? null }),
      withoutWords,
    );
    return passages;
  };
  const apart = await embedApart(vectors, answers);

  const ways: [string, Ranking][] = [
    ['words alone', async (question) => idsOf(await byWords(question, ASKED))],
    ['likeness alone', async (question) => idsOf(await byLikeness(question, ASKED))],
    ['both, by places (what ships)', async (question) => idsOf(await searchKnowledge(ctx(), both, question, ASKED))],
    [
      `both, min-max, ${LIKENESS_SHARE} likeness`,
      async (question) =>
        minMax(idsAndScores(await byWords(question, DEEP), idsOf), idsAndScores(await byLikeness(question, DEEP), idsOf)),
    ],
    [
      'both, min-max, question and answer embedded apart',
      async (question) => minMax(idsAndScores(await byWords(question, DEEP), idsOf), await apart(question)),
    ],
  ];
  const measured: { name: string; at1: number; at5: number; reciprocal: number; p95: number }[] = [];
  for (const [name, rank] of ways) {
    const times: number[] = [];
    const places: number[] = [];
    for (const { query, answer_id } of questions) {
      const startedAt = performance.now();
      const ranked = [...new Set(await rank(query))];
      times.push(performance.now() - startedAt);
      places.push(ranked.indexOf(answer_id));
    }
    const within = (most: number): number => mean(places.map((place) => Number(place >= 0 && place < most)));
    const reciprocal = mean(places.map((place) => (place < 0 ? 0 : 1 / (place + 1))));
    measured.push({ name, at1: within(1), at5: within(ASKED), reciprocal, p95: quantile(times, 0.95) });
  }
  const hit = (at: number): number => measured[at]?.at1 ?? Number.NaN;
  return {
    title: 'Retrieval',
    method: `${answers.length} answers as documents of one tenant, ${questions.length} questions in other words, through PostgreSQL's full text and the built-in vectors. The goal of .68 for the first place was set with a sentence encoder (.71); no such encoder is installed here, and without one words and their pieces are all there is to go by.`,
    tables: [
      {
        columns: ['', 'right answer first', 'among five', 'mean reciprocal place', 'p95 ms'],
        rows: measured.map(({ name, at1, at5, reciprocal, p95 }) => [
          name,
          at1.toFixed(3),
          at5.toFixed(3),
          reciprocal.toFixed(3),
          p95.toFixed(1),
        ]),
      },
    ],
    floors: [
      { what: 'retrieval, right answer first', measured: hit(2), floor: 0.53, better: 'more' },
      { what: 'retrieval, both above the words alone by', measured: hit(2) - hit(0), floor: 0, better: 'more' },
      { what: 'retrieval, both above likeness alone by', measured: hit(2) - hit(1), floor: 0, better: 'more' },
    ],
  };
}

type Scored = readonly (readonly [id: string, score: number])[];

const idsAndScores = (passages: readonly FoundPassage[], idsOf: (passages: readonly FoundPassage[]) => string[]): Scored =>
  idsOf(passages).map((id, at) => [id, passages[at]?.score ?? 0] as const);

/** Each list stretched to 0..1 and added with its share. */
function minMax(words: Scored, likeness: Scored): string[] {
  const sums = new Map<string, number>();
  for (const [list, share] of [
    [words, 1 - LIKENESS_SHARE],
    [likeness, LIKENESS_SHARE],
  ] as const) {
    const scores = list.map(([, score]) => score);
    const [low, high] = [Math.min(...scores), Math.max(...scores)];
    for (const [id, score] of list) sums.set(id, (sums.get(id) ?? 0) + share * (high > low ? (score - low) / (high - low) : 1));
  }
  return [...sums].sort((a, b) => b[1] - a[1]).map(([id]) => id);
}

/** The question of an answer, and the two together, each as a vector of its own: the nearer one counts. */
async function embedApart(
  { embeddings }: ReturnType<typeof builtInVectors>,
  answers: readonly z.output<typeof answerSchema>[],
): Promise<(question: string) => Promise<Scored>> {
  const { signal } = new AbortController();
  const embed = async (texts: readonly string[], purpose: 'passage' | 'question'): Promise<Float32Array[]> => {
    const made: Float32Array[] = [];
    for (let at = 0; at < texts.length; at += embeddings.maxBatch)
      made.push(...(await embeddings.embed(texts.slice(at, at + embeddings.maxBatch), purpose, signal)).vectors);
    return made;
  };
  const questions = await embed(
    answers.map(({ question }) => question),
    'passage',
  );
  const together = await embed(
    answers.map(({ question, answer }) => `${question}\n${answer}`),
    'passage',
  );
  const dot = (one: Float32Array | undefined, other: Float32Array): number =>
    other.reduce((sum, value, at) => sum + value * (one?.[at] ?? 0), 0);
  return async (question) => {
    const [asked = new Float32Array()] = await embed([question], 'question');
    return answers
      .map(({ id }, at) => [id, Math.max(dot(questions[at], asked), dot(together[at], asked))] as const)
      .sort((a, b) => b[1] - a[1])
      .slice(0, DEEP);
  };
}
