import type { EmbeddingProvider } from '../connectors/embedding-provider.ts';
import type { VectorIndex, VectorStore } from '../connectors/vector-index.ts';

/** What this installation makes of texts, and where it keeps it. */
export interface Vectors {
  readonly embeddings: EmbeddingProvider;
  /** Where tenants' vectors belong. */
  readonly store: VectorStore;
  /** By store: also one that tenants are moving away from. One whose credentials are gone is not there. */
  readonly indexes: Readonly<Partial<Record<VectorStore, VectorIndex>>>;
}

/** Vectors of two models are never compared, and a provider may give one model in several dimensions. */
export const modelOf = ({ embeddings }: Pick<Vectors, 'embeddings'>): string => `${embeddings.name}/${embeddings.model}`;
