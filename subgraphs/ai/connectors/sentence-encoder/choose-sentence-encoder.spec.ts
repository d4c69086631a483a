import { expect, it } from 'vitest';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import { chooseVectors } from '../choose-vectors.ts';
import { chooseSentenceEncoder } from './choose-sentence-encoder.ts';

const config = outsideConfig('http://127.0.0.1:9');
const modelWith = (...asked: Parameters<typeof chooseSentenceEncoder>): string =>
  chooseVectors(config, chooseSentenceEncoder(...asked)).embeddings.model;

it('passages have vectors of words alone where the encoder is switched off or its packages are missing', () => {
  expect(modelWith({ sentenceEncoder: 'on' })).toBe('use-lite-1+parley-hash-1');
  expect(modelWith({ sentenceEncoder: 'off' })).toBe('parley-hash-1');
  expect(modelWith({ sentenceEncoder: 'on' }, ['@energetic-ai/core', 'a-package-that-nobody-has'])).toBe('parley-hash-1');
});

it('a vendor’s vectors are taken where it has a key, whatever the encoder could do', () => {
  const keyed = { ...config, openai: { ...config.openai, apiKey: 'sk-spec' } };
  expect(chooseVectors(keyed, chooseSentenceEncoder({ sentenceEncoder: 'on' })).embeddings.name).toBe('openai');
});
