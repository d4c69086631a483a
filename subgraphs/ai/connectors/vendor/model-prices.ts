import type { Usage } from './vendor-failure.ts';

interface Price {
  /** US dollars for a million tokens. */
  readonly input: number;
  readonly cachedInput: number;
  readonly output: number;
}

/**
 * List prices of the standard tier, as of November 2026, from the vendors' price pages (developers.openai.com/api/docs/pricing,
 * ai.google.dev/gemini-api/docs/pricing) by way of others' copies of them: nobody here could open the pages themselves. They make
 * runs comparable and budgets work; the vendor's bill is what counts.
 */
const PRICES: Readonly<Record<string, Price>> = {
  'gpt-5.4-nano': { input: 0.2, cachedInput: 0.02, output: 1.25 },
  'gpt-5.4-mini': { input: 0.75, cachedInput: 0.075, output: 4.5 },
  'gpt-5.4': { input: 2.5, cachedInput: 0.25, output: 15 },
  'text-embedding-3-small': { input: 0.02, cachedInput: 0.02, output: 0 },
  'text-embedding-3-large': { input: 0.13, cachedInput: 0.13, output: 0 },
  'gemini-3.1-flash-lite': { input: 0.25, cachedInput: 0.025, output: 1.5 },
  'gemini-3.5-flash': { input: 1.5, cachedInput: 0.15, output: 9 },
  'gemini-embedding-001': { input: 0.15, cachedInput: 0.15, output: 0 },
};

/** A model that the table does not know costs as much as its dearest: a budget is then reached too early and not too late. */
const DEAREST = Object.values(PRICES).reduce((dearest, price) => (price.output > dearest.output ? price : dearest));

/** Vendors answer with a model's release: `gpt-5.4-mini-2026-03-17` is billed as `gpt-5.4-mini`. */
const RELEASE = /-(?:\d{4}-\d{2}-\d{2}|\d{3}|preview(?:-\d{2}-\d{4})?)$/;

export function costOf({ model, inputTokens, cachedTokens, outputTokens }: Usage): number {
  const price = PRICES[model] ?? PRICES[model.replace(RELEASE, '')] ?? DEAREST;
  const cached = Math.min(cachedTokens, inputTokens);
  return ((inputTokens - cached) * price.input + cached * price.cachedInput + outputTokens * price.output) / 1_000_000;
}
