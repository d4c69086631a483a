import { afterAll, expect, it } from 'vitest';
import { embeddingProviderContract } from './embedding-provider.contract.ts';
import { localEmbeddingProvider } from './local-embedding-provider.ts';
import { meaningEmbeddingProvider } from './meaning-embedding-provider.ts';
import { noSentenceEncoder } from './sentence-encoder/sentence-encoder.ts';
import { ThreadedSentenceEncoder } from './sentence-encoder/threaded-sentence-encoder.ts';

const encoder = new ThreadedSentenceEncoder({ mostWaitMs: 20_000, deadlineMs: 20_000, mostBusy: 1 });
const embeddings = meaningEmbeddingProvider(encoder);
/** What the encoder is to the provider once it is broken or shed. */
const silent = meaningEmbeddingProvider({ ...noSentenceEncoder, model: encoder.model, dimension: encoder.dimension });
const { signal } = new AbortController();
const dot = (one: Float32Array | undefined, other: Float32Array | undefined): number =>
  Array.from(one ?? []).reduce((sum, value, at) => sum + value * (other?.[at] ?? 0), 0);
afterAll(() => encoder.close());

embeddingProviderContract(() => embeddings);

it('finds what means the same in other words, which words and their pieces do not', async () => {
  const texts = ['Opening hours\nWe are here from nine to six.', 'Parking\nThere is a car park behind the building.'];
  const [hours, parking] = (await embeddings.embed(texts, 'passage', signal)).vectors;
  const [question] = (await embeddings.embed(['Where can I leave my vehicle?'], 'question', signal)).vectors;
  expect(dot(question, parking)).toBeGreaterThan(dot(question, hours) + 0.05);
  const words = localEmbeddingProvider();
  const [plain] = (await words.embed(['Where can I leave my vehicle?'], 'question', signal)).vectors;
  const [, plainParking] = (await words.embed(texts, 'passage', signal)).vectors;
  expect(dot(plain, plainParking)).toBeLessThan(0.1);
});

it('a question that the encoder has no time for is compared with the same passages by its words, in the same order as without an encoder', async () => {
  const texts = [
    'Delivery\nDelivery costs 4.90 euros.',
    'Parking\nThere is a car park behind the shop.',
    'Returns\nSend it back in 30 days.',
  ];
  const { vectors: passages } = await embeddings.embed(texts, 'passage', signal);
  const { vectors, scale } = await silent.embed(['what does delivry cost'], 'question', signal);
  const words = localEmbeddingProvider();
  const { vectors: plain } = await words.embed(texts, 'passage', signal);
  const [asked] = (await words.embed(['what does delivry cost'], 'question', signal)).vectors;
  const factor = Math.sqrt(0.3);
  for (const [at, passage] of passages.entries()) expect(dot(vectors[0], passage)).toBeCloseTo(factor * dot(asked, plain[at]), 4);
  expect(scale?.floor).toBeCloseTo(factor * 0.2, 4);
});

it('a text in another language has the direction of its words alone: the encoder reads English', async () => {
  const text = 'Wie viel kostet der Versand nach Österreich, und wann kommt das Paket an?';
  const [[passage], { vectors, scale }] = await Promise.all([
    embeddings.embed([text], 'passage', signal).then(({ vectors }) => vectors),
    embeddings.embed([text], 'question', signal),
  ]);
  for (const vector of [passage, vectors[0]]) expect(vector?.subarray(0, 512).every((value) => value === 0)).toBe(true);
  expect(scale).toEqual({ floor: 0.2, ceiling: 0.7, share: 0.5 });
});

it('passages wait for an encoder that is not there: with their words alone they would be found by them alone for ever', async () => {
  await expect(silent.embed(['Delivery\nDelivery costs 4.90 euros.'], 'passage', signal)).rejects.toThrow(/no vectors now/);
});
