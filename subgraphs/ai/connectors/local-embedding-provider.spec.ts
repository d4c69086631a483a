import { embeddingProviderContract } from './embedding-provider.contract.ts';
import { localEmbeddingProvider } from './local-embedding-provider.ts';

embeddingProviderContract(() => localEmbeddingProvider());
