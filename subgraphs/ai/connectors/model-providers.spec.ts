import { expect, it } from 'vitest';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import { embeddingProvider, modelProvider } from './model-providers.ts';

const { openai, gemini } = outsideConfig('http://127.0.0.1:9');
const OPENAI = { ...openai, apiKey: 'sk-sim-1' };
const GEMINI = { ...gemini, apiKey: 'AIza-sim-1' };

it.each([
  ['without a key', { openai, gemini }, 'local'],
  ['with a key of OpenAI', { openai: OPENAI, gemini }, 'openai'],
  ['with a key of Gemini', { openai, gemini: GEMINI }, 'gemini'],
  ['with both', { openai: OPENAI, gemini: GEMINI }, 'openai'],
])('%s one and the same provider answers and embeds', (_, config, name) => {
  expect([modelProvider(config).name, embeddingProvider(config).name]).toEqual([name, name]);
});
