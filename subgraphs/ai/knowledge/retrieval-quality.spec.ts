import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestTenant, type TestTenant } from '#kernel/testing/test-tenant.ts';
import { builtInVectors } from '../connectors/choose-vectors.ts';
import { ai } from '../subgraph.ts';
import { tendVectors } from '../vectors/tend-vectors.ts';
import { addKnowledgeDocument } from './add-knowledge-document.ts';
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
  const vectors = builtInVectors();
  const questions: { query: string; answer_id: string }[] = [];
  const answerOf = new Map<string, string>();
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await makeTestTenant([ai({ vectors })]);
    questions.push(...rowsOf<{ query: string; answer_id: string }>('faq_queries.jsonl'));
    await tenant.transaction(async (tx) => {
      for (const { id, question, answer } of rowsOf<{ id: string; question: string; answer: string }>('faq_kb.jsonl')) {
        const document = await addKnowledgeDocument(tx, { title: question.slice(0, 200), text: answer });
        answerOf.set(document.id, id);
      }
    });
    await tendVectors(tenant.ctx(), vectors, new AbortController().signal);
  });
  afterAll(() => tenant.close());

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
    expect(fused.at1).toBeGreaterThan(words.at1);
    expect(fused.at5).toBeGreaterThan(words.at5);
    expect(misspeltFused.at1).toBeGreaterThan(misspeltWords.at1 + 0.02);
    expect(misspeltFused.at5).toBeGreaterThan(misspeltWords.at5);
    // the rare words of a question order what either found: both are better for it, and nearer to one another
    expect(fused.at1).toBeGreaterThan(0.56);
    expect(misspeltFused.at5).toBeGreaterThan(0.67);
  });
});
