import type { Intent } from '../agents/intent.ts';
import { COMPLEXITY_SEEDS } from './complexity-seeds.ts';

export interface ComplexityQuestion {
  readonly text: string;
  readonly intent: Intent;
  readonly language: string | null;
  /** How far the best passage is ahead of the second, 0 to 1. */
  readonly margin: number;
}

/** Each about 0 to 1 for what people write. */
function featuresOf({ text, intent, language, margin }: ComplexityQuestion): number[] {
  const words = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  const questions = text.match(/[?？؟]/gu)?.length ?? 0;
  // amounts, dates, sizes and order numbers: what a reply has to get right
  const figures = text.match(/\p{N}+/gu)?.length ?? 0;
  const parts = text.match(/[,;:]|\b(?:and|or|if|but|und|oder|wenn|aber|et|ou|si|mais|y|o|pero)\b/giu)?.length ?? 0;
  return [
    1,
    Math.min(1, words / 60),
    Math.min(1, questions / 4),
    Math.min(1, figures / 4),
    Math.min(1, parts / 8),
    Math.min(1, margin),
    intent === 'COMPLAINT' ? 1 : 0,
    language === null || language === 'en' ? 0 : 1,
  ];
}

const ROUNDS = 600;
const RATE = 1;
/** Few seeds must not say more than they know; the other languages have hardly a seed and stay near nothing. */
const SHRINKAGE = 0.002;

function learnFromSeeds(): readonly number[] {
  const examples = COMPLEXITY_SEEDS.map((seed) => ({
    features: featuresOf({ ...seed, language: 'en' }),
    wanted: seed.isSimple ? 0 : 1,
  }));
  const weights = new Array<number>(examples[0]?.features.length ?? 0).fill(0);
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = weights.map((weight) => SHRINKAGE * weight);
    for (const { features, wanted } of examples) {
      const miss = (probabilityOf(weights, features) - wanted) / examples.length;
      for (const [at, feature] of features.entries()) gradient[at] = (gradient[at] ?? 0) + miss * feature;
    }
    for (const [at, slope] of gradient.entries()) weights[at] = (weights[at] ?? 0) - RATE * slope;
  }
  return weights;
}

const probabilityOf = (weights: readonly number[], features: readonly number[]): number =>
  1 / (1 + Math.exp(-features.reduce((sum, feature, at) => sum + feature * (weights[at] ?? 0), 0)));

let learned: readonly number[] | null = null;

/** How likely a small model's reply would not do, from 0 to 1; learned from the seeds when it is first asked for. */
export function rateComplexity(question: ComplexityQuestion): number {
  learned ??= learnFromSeeds();
  return probabilityOf(learned, featuresOf(question));
}
