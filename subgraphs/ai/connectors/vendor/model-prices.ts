import type { Usage } from './vendor-failure.ts';

/**
 * Billionths of a US dollar for one token. `models.json` holds them: list prices of the standard tier, as of November 2026, from the
 * vendors' price pages (developers.openai.com/api/docs/pricing, ai.google.dev/gemini-api/docs/pricing) by way of others' copies of them:
 * nobody here could open the pages themselves. They make runs comparable and budgets work; the vendor's bill is what counts.
 */
export interface Price {
  readonly input: number;
  readonly cachedInput: number;
  readonly output: number;
}

/** What the vendor counted, in whole billionths. */
export function costOf(price: Price, { inputTokens, cachedTokens, outputTokens }: Omit<Usage, 'model'>): number {
  const cached = Math.min(cachedTokens, inputTokens);
  return inBillionths((inputTokens - cached) * price.input + cached * price.cachedInput + outputTokens * price.output);
}

export interface TokensAtMost {
  readonly input: number;
  readonly output: number;
}

/** Never less than `costOf` for no more tokens. */
export const costAtMost = (price: Price, { input, output }: TokensAtMost): number =>
  inBillionths(input * Math.max(price.input, price.cachedInput) + output * price.output);

/** Up, so that many small calls are never more than their sum; what floating point adds by itself is no billionth. */
const inBillionths = (nano: number): number => Math.ceil(nano - 1e-6);

/** What frames a message in the vendors' formats: roles, separators, the name of the answer. */
const FRAME_TOKENS = 64;

/** A tokenizer over bytes makes at most one token of each byte of UTF-8, so this many there are at most, in every script. */
export const tokensAtMost = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + Buffer.byteLength(text), FRAME_TOKENS);
