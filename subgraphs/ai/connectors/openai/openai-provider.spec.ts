import { expect, it } from 'vitest';
import { startSimulators } from '../../../../simulators/start-simulators.ts';
import { promptedModelProvider } from '../prompts/prompted-model-provider.ts';
import { modelVendorContract } from '../vendor/model-vendor.contract.ts';
import { openAiEmbeddingProvider } from './openai-embedding-provider.ts';
import { openAiLanguageModel } from './openai-language-model.ts';

const KEY = 'sk-sim-contract';
const USUAL = {
  requestsPerMinute: 30_000,
  sayRetryAfter: true,
  noCredit: false,
  revokedKeys: [],
  refuse: null,
  filter: null,
  truncate: false,
};

modelVendorContract({
  service: 'openai',
  goodKey: KEY,
  models: (url, apiKey, timeouts) => promptedModelProvider(openAiLanguageModel({ apiKey, baseUrl: `${url}/v1` }), timeouts),
  embeddings: (url, apiKey, timeoutMs) => openAiEmbeddingProvider({ apiKey, baseUrl: `${url}/v1` }, timeoutMs),
  settings: {
    rateLimited: { requestsPerMinute: 1 },
    rateLimitedSilently: { sayRetryAfter: false },
    quotaUsedUp: { noCredit: true },
    revoked: { revokedKeys: [KEY] },
    filtered: { filter: 'SECRET-TEXT' },
    truncated: { truncate: true },
    usual: USUAL,
  },
});

it('a model that declines is told apart from one that is cut or held back', async () => {
  const simulators = await startSimulators({ port: 0 });
  try {
    const url = `http://127.0.0.1:${simulators.port}/openai`;
    await fetch(`${url}/_settings`, { method: 'PUT', body: JSON.stringify({ refuse: 'explosives' }) });
    const models = promptedModelProvider(openAiLanguageModel({ apiKey: KEY, baseUrl: `${url}/v1` }));
    const asked = models.analyse(
      { text: 'Do you sell explosives?', language: 'en', sentAt: new Date() },
      new AbortController().signal,
    );
    await expect(asked).rejects.toMatchObject({ kind: 'REFUSED', isAboutTheText: true });
  } finally {
    await simulators.close();
  }
});
