import type { Config } from '#kernel/config/config.ts';
import type { Vectors } from '../vectors/vectors.ts';
import type { EmbeddingProvider } from './embedding-provider.ts';
import { localEmbeddingProvider } from './local-embedding-provider.ts';
import { meaningEmbeddingProvider } from './meaning-embedding-provider.ts';
import { embeddingProvider, type ModelConfig } from './model-providers.ts';
import { pineconeVectorIndex } from './pinecone/pinecone-vector-index.ts';
import { postgresVectorIndex } from './postgres-vectors/postgres-vector-index.ts';
import { noSentenceEncoder, type SentenceEncoder } from './sentence-encoder/sentence-encoder.ts';

/** Without a key: everything in this process and in the tenant's own schema. */
export const builtInVectors = (embeddings: EmbeddingProvider = localEmbeddingProvider()): Vectors => ({
  embeddings,
  store: 'postgres',
  indexes: { postgres: postgresVectorIndex() },
});

/** What the installation's keys allow. PostgreSQL stays beside Pinecone: tenants come from there, and may go back. */
export function chooseVectors(
  config: ModelConfig & Pick<Config, 'pinecone'>,
  encoder: SentenceEncoder = noSentenceEncoder,
): Vectors {
  const local = encoder === noSentenceEncoder ? localEmbeddingProvider() : meaningEmbeddingProvider(encoder);
  const builtIn = builtInVectors(embeddingProvider(config, local));
  const { apiKey, controllerUrl } = config.pinecone;
  if (!apiKey) return builtIn;
  return {
    ...builtIn,
    store: 'pinecone',
    indexes: { ...builtIn.indexes, pinecone: pineconeVectorIndex({ apiKey, controllerUrl }) },
  };
}
