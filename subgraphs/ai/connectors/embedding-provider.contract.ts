import { beforeAll, describe, expect, it } from 'vitest';
import type { EmbeddingProvider } from './embedding-provider.ts';

const going = (): AbortSignal => new AbortController().signal;
const TEXTS = ['What does delivery cost?', 'Delivery costs 4.90 euros.', 'There is a car park behind the shop.'];

/** What every source of vectors holds. `make` is called once the suite runs. */
export function embeddingProviderContract(make: () => EmbeddingProvider): void {
  describe('as an embedding provider', () => {
    let embeddings: EmbeddingProvider;
    beforeAll(() => {
      embeddings = make();
    });
    const dot = (a: Float32Array | undefined, b: Float32Array | undefined): number =>
      Array.from(a ?? []).reduce((sum, value, index) => sum + value * (b?.[index] ?? 0), 0);

    it('a vector for each text, of the dimension that it says and of length 1', async () => {
      const { vectors } = await embeddings.embed(TEXTS, 'passage', going());
      expect(vectors.map((vector) => vector.length)).toEqual(TEXTS.map(() => embeddings.dimension));
      for (const vector of vectors) expect(dot(vector, vector)).toBeCloseTo(1, 4);
    });

    it('what shares its subject lies nearer than what does not', async () => {
      const [[question], passages] = await Promise.all([
        embeddings.embed(TEXTS.slice(0, 1), 'question', going()).then(({ vectors }) => vectors),
        embeddings.embed(TEXTS.slice(1), 'passage', going()).then(({ vectors }) => vectors),
      ]);
      expect(dot(question, passages[0])).toBeGreaterThan(dot(question, passages[1]) + 0.1);
    });

    it('as many texts as it takes at once come in their order, each as it would alone', async () => {
      const texts = Array.from({ length: embeddings.maxBatch }, (_, index) => `the oak table number ${index} and its legs`);
      const { vectors } = await embeddings.embed(texts, 'passage', going());
      expect(vectors).toHaveLength(texts.length);
      const [alone] = (await embeddings.embed([texts[17] ?? ''], 'passage', going())).vectors;
      expect(dot(alone, vectors[17])).toBeCloseTo(1, 4);
    });

    it('every call says what it took', async () => {
      const { call } = await embeddings.embed(TEXTS, 'passage', going());
      expect(call).toMatchObject({ provider: embeddings.name, model: embeddings.model, outputTokens: 0, attempts: 1 });
      expect(call.inputTokens).toBeGreaterThan(0);
    });

    it('an aborted call rejects with the reason of who aborted it', async () => {
      const reason = new Error('stopped');
      await expect(embeddings.embed(TEXTS, 'question', AbortSignal.abort(reason))).rejects.toBe(reason);
    });
  });
}
