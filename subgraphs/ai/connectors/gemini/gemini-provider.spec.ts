import { promptedModelProvider } from '../prompts/prompted-model-provider.ts';
import { modelVendorContract } from '../vendor/model-vendor.contract.ts';
import { geminiEmbeddingProvider } from './gemini-embedding-provider.ts';
import { geminiLanguageModel } from './gemini-language-model.ts';

const KEY = 'AIza-sim-contract';
const USUAL = {
  requestsPerMinute: 30_000,
  sayRetryInfo: true,
  dayUsedUp: false,
  revokedKeys: [],
  blockPrompt: null,
  finishReason: null,
};

modelVendorContract({
  service: 'gemini',
  goodKey: KEY,
  models: (baseUrl, apiKey, timeouts) => promptedModelProvider(geminiLanguageModel({ apiKey, baseUrl }), timeouts),
  embeddings: (baseUrl, apiKey, timeoutMs) => geminiEmbeddingProvider({ apiKey, baseUrl }, timeoutMs),
  settings: {
    rateLimited: { requestsPerMinute: 1 },
    rateLimitedSilently: { sayRetryInfo: false },
    quotaUsedUp: { dayUsedUp: true },
    revoked: { revokedKeys: [KEY] },
    filtered: { finishReason: 'SAFETY' },
    truncated: { finishReason: 'MAX_TOKENS' },
    usual: USUAL,
  },
});
