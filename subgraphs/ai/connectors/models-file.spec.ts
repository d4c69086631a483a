import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readModels, shippedModels } from './models-file.ts';
import { costOf } from './vendor/model-prices.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-models-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const read = (content: unknown) => {
  const file = join(folder, 'models.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readModels(pathToFileURL(file));
};

const MILLION = { inputTokens: 1_000_000, cachedTokens: 0, outputTokens: 1_000_000 };
const FILE = {
  pricesPer: 1_000,
  prices: { small: { input: 0.0005, output: 0.0015 }, large: { input: 0.03, output: 0.06 } },
  analysis: 'simple',
  tiers: {
    simple: [{ provider: 'openai', model: 'small' }],
    middle: [{ provider: 'openai', model: 'small' }],
    complex: [{ provider: 'gemini', model: 'large' }],
  },
};

it('prices count for as many tokens as the file says', () => {
  const models = read(FILE);
  expect(costOf(models.priceOf('small'), MILLION)).toBe(2_000_000_000);
  expect(costOf(read({ ...FILE, pricesPer: 1_000_000 }).priceOf('small'), MILLION)).toBe(2_000_000);
  expect(models.tiers.complex).toEqual([{ provider: 'gemini', model: 'large', price: models.priceOf('large') }]);
});

it('a model without a price costs as much as the dearest, and cached input as much as other input where nothing is said', () => {
  const models = read(FILE);
  expect(models.priceOf('unheard-of')).toEqual(models.priceOf('large'));
  expect(costOf(models.priceOf('small'), { ...MILLION, cachedTokens: 1_000_000 })).toBe(2_000_000_000);
});

it('every fault is told at once, with its place', () => {
  const faulty = {
    ...FILE,
    pricesPer: 7,
    analysis: 'tiny',
    tiers: { ...FILE.tiers, simple: [], middle: [{ provider: 'acme', model: 'small' }] },
  };
  expect(() => read(faulty)).toThrow(/pricesPer[\s\S]*analysis[\s\S]*tiers\.simple[\s\S]*tiers\.middle\.0\.provider/);
  const unpriced = {
    ...FILE,
    tiers: {
      ...FILE.tiers,
      simple: [...FILE.tiers.simple, ...FILE.tiers.simple],
      middle: [{ provider: 'openai', model: 'medium' }],
    },
  };
  expect(() => read(unpriced)).toThrow(/simple\.1\.model: small stands twice[\s\S]*medium has no price/);
  expect(() => read('{ "pricesPer": ')).toThrow(/models\.json cannot be read/);
});

it('the file that comes with the product is right, and its tiers rise in price', () => {
  const { tiers } = shippedModels();
  const costs = [tiers.simple, tiers.middle, tiers.complex].map(([first]) =>
    costOf(first?.price ?? { input: 0, cachedInput: 0, output: 0 }, MILLION),
  );
  expect([...costs].sort((a, b) => a - b)).toEqual(costs);
});
