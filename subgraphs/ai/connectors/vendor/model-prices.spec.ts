import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countTokens } from '../../../../simulators/language-model/words.ts';
import { costAtMost, costOf, tokensAtMost } from './model-prices.ts';

const PRICE = { input: 750, cachedInput: 75, output: 4_500 };

it('a call costs its tokens, and input that the vendor had cached is cheaper', () => {
  expect(costOf(PRICE, { inputTokens: 1_000, cachedTokens: 0, outputTokens: 100 })).toBe(1_200_000);
  expect(costOf(PRICE, { inputTokens: 1_000, cachedTokens: 1_000, outputTokens: 0 })).toBe(75_000);
});

it('what a call may cost is never less than what it costs', () => {
  const price = fc.record({
    input: fc.double({ min: 0, max: 1e5, noNaN: true }),
    cachedInput: fc.double({ min: 0, max: 1e5, noNaN: true }),
    output: fc.double({ min: 0, max: 1e5, noNaN: true }),
  });
  fc.assert(
    fc.property(price, fc.nat(100_000), fc.nat(100_000), fc.nat(10_000), (each, inputTokens, cachedTokens, outputTokens) => {
      const most = costAtMost(each, { input: inputTokens, output: outputTokens });
      expect(most).toBeGreaterThanOrEqual(costOf(each, { inputTokens, cachedTokens, outputTokens }));
      expect(Number.isSafeInteger(most)).toBe(true);
    }),
  );
});

it('tokens are never underestimated, in whatever script', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (one, other) => {
      expect(tokensAtMost([one, other])).toBeGreaterThanOrEqual(countTokens(`${one}\n${other}`));
    }),
  );
  expect(tokensAtMost(['漢字仮名🙂'])).toBeGreaterThanOrEqual(countTokens('漢字仮名🙂'));
});
