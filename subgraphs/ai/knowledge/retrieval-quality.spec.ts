import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestTenant, type TestTenant } from '#kernel/testing/test-tenant.ts';
import { builtInVectors } from '../connectors/choose-vectors.ts';
import { meaningEmbeddingProvider } from '../connectors/meaning-embedding-provider.ts';
import { ThreadedSentenceEncoder } from '../connectors/sentence-encoder/threaded-sentence-encoder.ts';
import { ai } from '../subgraph.ts';
import { tendVectors } from '../vectors/tend-vectors.ts';
import { addKnowledgeDocument } from './add-knowledge-document.ts';
import { KnowledgeDocument } from './knowledge-document.entity.ts';
import { PassageSearch } from './passage-search.ts';
import { searchKnowledge } from './search-knowledge.ts';

// other people's questions and answers: not part of the project, and not there everywhere
const DATA = new URL('../../../../shared/data/', import.meta.url);
const rowsOf = <Row>(file: string): Row[] =>
  readFileSync(new URL(file, DATA), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

/** Two letters of every second long word change places. */
const misspelt = (text: string): string =>
  text
    .split(' ')
    .map((word, at) => (word.length > 4 && at % 2 === 0 ? `${word.slice(0, 2)}${word[3]}${word[2]}${word.slice(4)}` : word))
    .join(' ');

describe.runIf(existsSync(DATA))('on questions and answers of others (shared/data)', () => {
  const encoder = new ThreadedSentenceEncoder({ mostWaitMs: 20_000, deadlineMs: 20_000, mostBusy: 1 });
  const vectors = builtInVectors(meaningEmbeddingProvider(encoder));
  const questions: { query: string; answer_id: string }[] = [];
  const answerOf = new Map<string, string>();
  let tenant: TestTenant;
  beforeAll(async () => {
    // a fifth of them: all stand in `npm run eval -- retrieval`, and an encoder takes a tenth of a second for an answer
    const answers = rowsOf<{ id: string; question: string; answer: string }>('faq_kb.jsonl').filter((_, at) => at % 5 === 0);
    const asked = new Set(answers.map(({ id }) => id));
    questions.push(
      ...rowsOf<{ query: string; answer_id: string }>('faq_queries.jsonl').filter((row) => asked.has(row.answer_id)),
    );
    tenant = await makeTestTenant([ai({ vectors })]);
    await tenant.transaction(async (tx) => {
      for (const { id, question, answer } of answers) {
        const document = await addKnowledgeDocument(tx, { title: question.slice(0, 200), text: answer });
        answerOf.set(document.id, id);
      }
    });
    // a turn ends after ten seconds, which a busy machine needs
    const isReady = async () => (await tenant.ctx().em.count(KnowledgeDocument, { status: { $ne: 'READY' } })) === 0;
    while (!(await isReady())) await tendVectors(tenant.ctx(), vectors, new AbortController().signal);
  }, 120_000);
  afterAll(() => Promise.all([tenant.close(), encoder.close()]));

  const wordsAlone = new PassageSearch({ ...vectors, indexes: {} });
  const both = new PassageSearch(vectors, { deadlineMs: 20_000 });

  async function recall(search: PassageSearch, ask: (text: string) => string): Promise<{ at1: number; at5: number }> {
    let [at1, at5] = [0, 0];
    for (const { query, answer_id } of questions) {
      const found = await searchKnowledge(tenant.ctx(), search, ask(query), 5);
      const place = found.findIndex((passage) => answerOf.get(passage.documentId) === answer_id);
      if (place === 0) at1++;
      if (place >= 0) at5++;
    }
    return { at1: at1 / questions.length, at5: at5 / questions.length };
  }

  it('likeness beside the words finds more right answers, where the question is misspelt too', async () => {
    const asWritten = (text: string): string => text;
    const [words, fused] = [await recall(wordsAlone, asWritten), await recall(both, asWritten)];
    const [misspeltWords, misspeltFused] = [await recall(wordsAlone, misspelt), await recall(both, misspelt)];
    expect(fused.at1).toBeGreaterThan(words.at1 + 0.1);
    expect(fused.at5).toBeGreaterThan(words.at5 + 0.05);
    expect(misspeltFused.at1).toBeGreaterThan(misspeltWords.at1 + 0.03);
    expect(misspeltFused.at5).toBeGreaterThan(misspeltWords.at5);
  });
});
