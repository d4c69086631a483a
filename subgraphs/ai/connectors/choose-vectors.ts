import type { Vectors } from '../vectors/vectors.ts';
import type { EmbeddingProvider } from './embedding-provider.ts';
import { localEmbeddingProvider } from './local-embedding-provider.ts';
import { embeddingProvider, type ModelConfig } from './model-providers.ts';
import { postgresVectorIndex } from './postgres-vectors/postgres-vector-index.ts';

/** Without a key: everything in this process and in the tenant's own schema. */
export const builtInVectors = (embeddings: EmbeddingProvider = localEmbeddingProvider()): Vectors => ({
  embeddings,
  store: 'postgres',
  indexes: { postgres: postgresVectorIndex() },
});

/** What the installation's keys allow. */
export const chooseVectors = (config: ModelConfig): Vectors => builtInVectors(embeddingProvider(config));
