import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Price } from './vendor/model-prices.ts';

export const TIERS = ['simple', 'middle', 'complex'] as const;
export type Tier = (typeof TIERS)[number];

/** The one file in which a user says which models answer, and what they cost. */
const SHIPPED = new URL('../../../models.json', import.meta.url);

const price = z.number().min(0);
const choice = z.strictObject({ provider: z.enum(['openai', 'gemini']), model: z.string().min(1) });
const choices = z.array(choice).min(1, 'a tier needs at least one model');
const modelsFile = z
  .strictObject({
    /** How many tokens a price is for. */
    pricesPer: z.union([z.literal(1_000), z.literal(1_000_000)]),
    /** US dollars, by model; what the vendor read from its cache costs as much as other input unless said. */
    prices: z.record(z.string(), z.strictObject({ input: price, cachedInput: price.optional(), output: price })),
    /** Which tier's models find intent and entities. */
    analysis: z.enum(TIERS),
    /** Each in the order in which they are asked: the next one where the one before does not answer. */
    tiers: z.strictObject({ simple: choices, middle: choices, complex: choices }),
  })
  .superRefine(({ tiers, prices }, context) => {
    for (const tier of TIERS) {
      for (const [index, { provider, model }] of tiers[tier].entries()) {
        const path = ['tiers', tier, index, 'model'];
        if (prices[model] === undefined)
          context.addIssue({ code: 'custom', path, message: `${model} has no price: add it to "prices"` });
        if (tiers[tier].findIndex((each) => each.provider === provider && each.model === model) < index)
          context.addIssue({ code: 'custom', path, message: `${model} stands twice in this tier` });
      }
    }
  });

export interface ModelChoice {
  readonly provider: 'openai' | 'gemini';
  readonly model: string;
  readonly price: Price;
}

export interface Models {
  readonly analysis: Tier;
  readonly tiers: Readonly<Record<Tier, readonly ModelChoice[]>>;
  /** What a token costs; one that the file does not know costs as much as its dearest: a budget is then reached too early, not too late. */
  priceOf(model: string): Price;
}

/** Says everything that is wrong with it at once. */
export class ModelsFileError extends Error {
  override readonly name = 'ModelsFileError';
}

export function readModels(file: URL = SHIPPED): Models {
  const name = fileURLToPath(file);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ModelsFileError(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = modelsFile.safeParse(json, { reportInput: false });
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => `  ${path.join('.') || '(the whole)'}: ${message}`);
    throw new ModelsFileError(`${name} is not as it should be:\n${faults.join('\n')}`);
  }
  const { pricesPer, prices: stated, tiers, analysis } = read.data;
  // billionths of a dollar for one token
  const perToken = (usd: number): number => (usd * 1e9) / pricesPer;
  const prices = new Map(
    Object.entries(stated).map(([model, { input, cachedInput = input, output }]): [string, Price] => [
      model,
      { input: perToken(input), cachedInput: perToken(cachedInput), output: perToken(output) },
    ]),
  );
  const dearest = [...prices.values()].reduce((one, other) => (other.output > one.output ? other : one));
  const priceOf = (model: string): Price => prices.get(model) ?? dearest;
  const priced = (list: readonly z.output<typeof choice>[]): ModelChoice[] =>
    list.map((each) => ({ ...each, price: priceOf(each.model) }));
  return {
    analysis,
    priceOf,
    tiers: { simple: priced(tiers.simple), middle: priced(tiers.middle), complex: priced(tiers.complex) },
  };
}

let shipped: Models | null = null;

/** Read once, when it is first asked for. */
export const shippedModels = (): Models => {
  shipped ??= readModels();
  return shipped;
};
