import { expect, it } from 'vitest';
import { estimateTokens, localModelProvider } from './local-model-provider.ts';
import { modelProviderContract } from './model-provider.contract.ts';

modelProviderContract(() => localModelProvider());

it('it costs nothing and names its model', async () => {
  const { intent } = await localModelProvider().analyse(
    { text: 'hello', language: 'en', sentAt: new Date() },
    new AbortController().signal,
  );
  expect(intent.call).toMatchObject({ model: 'parley-local-1', costUsd: 0 });
});

it('tokens are counted in fours', () => {
  expect([estimateTokens(''), estimateTokens('abc'), estimateTokens('abcde')]).toEqual([0, 1, 2]);
});
