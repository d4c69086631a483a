import type { EmbeddingProvider } from '../connectors/embedding-provider.ts';
import { localEmbeddingProvider } from '../connectors/local-embedding-provider.ts';

/** The built-in embeddings, except that a spec says when they fail, what they are called, and sees what they were asked. */
export function watchedEmbeddings(
  overrides: Partial<Pick<EmbeddingProvider, 'model' | 'maxBatch'>> = {},
): EmbeddingProvider & { failure: Error | null; readonly asked: string[]; readonly calls: number[] } {
  const local = localEmbeddingProvider();
  const asked: string[] = [];
  const calls: number[] = [];
  return {
    ...local,
    ...overrides,
    failure: null,
    asked,
    calls,
    async embed(texts, purpose, signal) {
      calls.push(texts.length);
      asked.push(...texts);
      if (this.failure) throw this.failure;
      return local.embed(texts, purpose, signal);
    },
  };
}
