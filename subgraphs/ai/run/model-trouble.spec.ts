import { expect, it } from 'vitest';
import { ModelOutage } from '../connectors/model-failure.ts';
import type { ModelCall } from '../connectors/model-provider.ts';
import { ANSWER_ATTEMPTS, modelTroubleOf } from './model-trouble.ts';

const call: ModelCall = {
  ...{ provider: 'openai', model: 'gpt-5.4-mini', startedAt: new Date(), latencyMs: 0, inputTokens: 0, outputTokens: 0 },
  ...{ costUsd: 0, attempts: 1, cached: false },
};
const { signal } = new AbortController();
const down = (options: ConstructorParameters<typeof ModelOutage>[2], attempt: number) =>
  modelTroubleOf(new ModelOutage('down', call, options), { attempt, signal });

it('a message that comes while nobody is asked waits for the models once, and then a person has it', () => {
  const known = { retryAfterMs: 29_000, isKnown: true };
  expect(() => down(known, 1)).toThrow(ModelOutage);
  expect(down(known, 2)).toBe('DOWN');
  // the first of them is asked again in a moment
  expect(() => down({ ...known, retryAfterMs: 900 }, 2)).toThrow(ModelOutage);
});

it('a message is not given up while somebody else’s call finds out whether the models are back', () => {
  expect(() => down({ retryAfterMs: 1_000 }, ANSWER_ATTEMPTS - 1)).toThrow(ModelOutage);
  expect(down({ retryAfterMs: 1_000 }, ANSWER_ATTEMPTS)).toBe('DOWN');
});

it('a vendor that asks for more patience than a customer has is waited for by nobody', () => {
  expect(down({ retryAfterMs: 120_001 }, 1)).toBe('DOWN');
});
