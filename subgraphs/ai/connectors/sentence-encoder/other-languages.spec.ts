import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { EmbeddingProvider } from '../embedding-provider.ts';
import { localEmbeddingProvider } from '../local-embedding-provider.ts';
import { meaningEmbeddingProvider } from '../meaning-embedding-provider.ts';
import { ThreadedSentenceEncoder } from './threaded-sentence-encoder.ts';

type Document = { title: string; text: string; questions: string[] };
/** A shop's page in three languages, and what its customers ask in other words. Written for this. */
const pages = JSON.parse(readFileSync(new URL('./other-languages.json', import.meta.url), 'utf8')) as Record<string, Document[]>;

const encoder = new ThreadedSentenceEncoder({ mostWaitMs: 20_000, deadlineMs: 20_000, mostBusy: 1 });
afterAll(() => encoder.close());
const { signal } = new AbortController();

type Embed = (texts: string[], purpose: 'passage' | 'question') => Promise<readonly Float32Array[]>;
const by =
  (provider: EmbeddingProvider): Embed =>
  async (texts, purpose) =>
    (await provider.embed(texts, purpose, signal)).vectors;
const byMeaningAlone: Embed = async (texts) => (await encoder.encode(texts, { priority: 'background' })) ?? [];

/** How many questions have their document nearest. */
async function hits(documents: readonly Document[], embed: Embed): Promise<number> {
  const passages = await embed(
    documents.map(({ title, text }) => `${title}\n${text}`),
    'passage',
  );
  const questions = documents.flatMap((document, at) => document.questions.map((text) => ({ text, at })));
  const asked = await embed(
    questions.map(({ text }) => text),
    'question',
  );
  const dot = (one: Float32Array, other: Float32Array): number =>
    one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
  return questions.filter(({ at }, index) => {
    const scores = passages.map((passage) => dot(passage, asked[index] ?? new Float32Array()));
    return Math.max(...scores) > 0 && scores.indexOf(Math.max(...scores)) === at;
  }).length;
}

describe.each(Object.entries(pages))('in %s', (_language, documents) => {
  it('the encoder, which reads English, is not asked: it would find fewer answers than words and their pieces do', async () => {
    const words = await hits(documents, by(localEmbeddingProvider()));
    expect(await hits(documents, by(meaningEmbeddingProvider(encoder)))).toBe(words);
    expect(await hits(documents, byMeaningAlone)).toBeLessThan(words);
  });
});
