import { expect, it } from 'vitest';
import { costOf } from './model-prices.ts';

const MILLION = { inputTokens: 1_000_000, cachedTokens: 0, outputTokens: 1_000_000 };

it('a call costs its tokens at the price of its model', () => {
  expect(costOf({ model: 'gpt-5.4-mini', ...MILLION })).toBeCloseTo(5.25);
  expect(costOf({ model: 'gemini-3.1-flash-lite', ...MILLION })).toBeCloseTo(1.75);
});

it('a release costs what its model costs', () => {
  expect(costOf({ model: 'gpt-5.4-mini-2026-03-17', ...MILLION })).toBeCloseTo(5.25);
  expect(costOf({ model: 'gemini-embedding-001', ...MILLION })).toBeCloseTo(0.15);
});

it('input that the vendor had cached is cheaper', () => {
  expect(costOf({ model: 'gpt-5.4-mini', ...MILLION, cachedTokens: 1_000_000, outputTokens: 0 })).toBeCloseTo(0.075);
});

it('an unknown model costs as much as the dearest', () => {
  expect(costOf({ model: 'gpt-99', ...MILLION })).toBe(costOf({ model: 'gpt-5.4', ...MILLION }));
});
