import { fitLogistic, type Row } from './fit-logistic.ts';
import type { LeadExample, LeadFacts } from './lead-facts.ts';
import { type FactEffects, type LeadModel, markOf } from './lead-model.ts';

/** Numbers are read by the band that they fall into: what they do to a chance is seldom a straight line. */
const BANDS = 5;
/** A kind or band that fewer leads have says nothing yet. */
const LEAST_LEADS = 5;
const STRENGTH = 5;

type Feature = { readonly fact: string; readonly mark: string; readonly count: number };

/** As the examples say, and not calibrated: `learnLeadModel` does that. */
export function fitLeadModel(examples: readonly LeadExample[]): LeadModel {
  const bands = bandsOf(examples);
  const features = featuresOf(examples, bands);
  const indexOf = new Map(features.map(({ fact, mark }, at) => [`${fact} ${mark}`, at]));
  const rows = examples.map(({ facts, converted, weight }): Row => {
    const at = marksOf(facts, bands).flatMap(({ fact, mark }) => indexOf.get(`${fact} ${mark}`) ?? []);
    return { at, values: at.map(() => 1), hit: converted, weight };
  });
  const weights = fitLogistic(rows, features.length, { strength: STRENGTH });
  const total = sum(examples.map(({ weight }) => weight));
  const grouped = Map.groupBy(
    features.map((feature, at) => ({ ...feature, effect: weights[at] as number })),
    ({ fact }) => fact,
  );
  return {
    base: sum(examples.map(({ converted, weight }) => (converted ? weight : 0))) / total,
    intercept: weights.at(-1) as number,
    facts: Object.fromEntries(
      Array.from(grouped, ([fact, its]): [string, FactEffects] => [
        fact,
        {
          bands: bands.get(fact) ?? [],
          effects: Object.fromEntries(its.map(({ mark, effect }) => [mark, effect])),
          usual: its.some(({ mark }) => mark === 'holds') ? 0 : sum(its.map(({ count, effect }) => count * effect)) / total,
        },
      ]),
    ),
  };
}

const marksOf = (facts: LeadFacts, bands: ReadonlyMap<string, readonly number[]>): { fact: string; mark: string }[] =>
  Object.entries(facts).flatMap(([fact, value]) => {
    const mark = markOf(value, bands.get(fact) ?? []);
    return mark === null ? [] : [{ fact, mark }];
  });

function featuresOf(examples: readonly LeadExample[], bands: ReadonlyMap<string, readonly number[]>): Feature[] {
  const counted = new Map<string, Feature>();
  for (const { facts, weight } of examples)
    for (const { fact, mark } of marksOf(facts, bands)) {
      const key = `${fact} ${mark}`;
      counted.set(key, { fact, mark, count: (counted.get(key)?.count ?? 0) + weight });
    }
  // five times a fifth is not quite one
  return [...counted.values()].filter(({ count }) => count >= LEAST_LEADS - 1e-6);
}

/** Ends of bands that hold about as many examples each. */
function bandsOf(examples: readonly LeadExample[]): Map<string, number[]> {
  const numbers = new Map<string, number[]>();
  for (const { facts } of examples) {
    for (const [fact, value] of Object.entries(facts)) {
      if (typeof value !== 'number') continue;
      const values = numbers.get(fact) ?? [];
      numbers.set(fact, values);
      values.push(value);
    }
  }
  return new Map(Array.from(numbers, ([fact, values]) => [fact, endsOf(values)]));
}

/** Halfway to the next value that was seen: one between two bands belongs to the nearer. */
function endsOf(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const ends = Array.from({ length: BANDS - 1 }, (_, band) => {
    const last = sorted[Math.floor(((band + 1) / BANDS) * sorted.length)] ?? 0;
    return (last + (sorted.find((value) => value > last) ?? last)) / 2;
  });
  return [...new Set(ends)];
}

const sum = (values: readonly number[]): number => values.reduce((so, value) => so + value, 0);
