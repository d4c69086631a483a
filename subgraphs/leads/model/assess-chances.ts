import type { LeadExample } from './lead-facts.ts';

/** How good chances are that were given to leads which the model had not learned from. */
export interface LeadModelQuality {
  /** How often a lead that was converted has the higher chance than one that was lost: .5 is as good as a coin. */
  readonly auc: number;
  /** Standard error of that, for so many leads (Hanley and McNeil). */
  readonly aucError: number;
  /** The same of what the rules said of these leads. */
  readonly rulesAuc: number;
  /** How far chance and share of conversions are apart, over fifths of the leads by their chance. */
  readonly calibrationError: number;
}

/** A model that ranks worse than this is no help, whatever the rules are worth. */
const LEAST_AUC = 0.6;
/** So many standard errors above a coin: where facts say nothing, one model in a hundred or so looks good by chance. */
const SURE = 2.33;

/** Whether the model may make the points: no worse than the rules, and not by chance better than a coin. */
export const ranksBetter = ({ auc, aucError, rulesAuc }: LeadModelQuality): boolean =>
  auc >= Math.max(LEAST_AUC, rulesAuc) && auc - SURE * aucError > 0.5;

interface Chance {
  readonly example: LeadExample;
  readonly chance: number;
}

/** Of an example: the rules' points. */
export const RULES = 'RULES';
const BINS = 5;

export function assessChances(chances: readonly Chance[]): LeadModelQuality {
  const auc = areaUnderCurve(chances.map(({ example, chance }) => ({ ...example, score: chance })));
  const converted = weightOf(chances.filter(({ example }) => example.converted));
  return {
    auc,
    aucError: errorOf(auc, converted, weightOf(chances) - converted),
    rulesAuc: areaUnderCurve(chances.map(({ example }) => ({ ...example, score: Number(example.facts[RULES] ?? 0) }))),
    calibrationError: calibrationError(chances),
  };
}

function errorOf(auc: number, converted: number, lost: number): number {
  const [ofConverted, ofLost] = [auc / (2 - auc), (2 * auc ** 2) / (1 + auc)];
  const variance = auc * (1 - auc) + (converted - 1) * (ofConverted - auc ** 2) + (lost - 1) * (ofLost - auc ** 2);
  return Math.sqrt(Math.max(0, variance) / (converted * lost));
}

type Scored = Pick<LeadExample, 'converted' | 'weight'> & { readonly score: number };

/** By the weights; a tie counts half. */
function areaUnderCurve(scored: readonly Scored[]): number {
  let below = 0;
  let lost = 0;
  let converted = 0;
  const ties = Map.groupBy(
    [...scored].sort((a, b) => a.score - b.score),
    ({ score }) => score,
  );
  for (const tie of ties.values()) {
    const of = (kind: boolean): number => tie.reduce((sum, each) => sum + (each.converted === kind ? each.weight : 0), 0);
    below += of(true) * (lost + of(false) / 2);
    lost += of(false);
    converted += of(true);
  }
  return below / (converted * lost);
}

function calibrationError(chances: readonly Chance[]): number {
  const sorted = [...chances].sort((a, b) => a.chance - b.chance);
  const total = weightOf(sorted);
  const bins = Map.groupBy(sorted.entries(), ([at]) => Math.floor((at * BINS) / sorted.length));
  let error = 0;
  for (const bin of bins.values()) {
    const own = bin.map(([, each]) => each);
    const expected = own.reduce((sum, { chance, example }) => sum + chance * example.weight, 0);
    const happened = weightOf(own.filter(({ example }) => example.converted));
    error += Math.abs(expected - happened) / total;
  }
  return error;
}

const weightOf = (chances: readonly Chance[]): number => chances.reduce((sum, { example }) => sum + example.weight, 0);
