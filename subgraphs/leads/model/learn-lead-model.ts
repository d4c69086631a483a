import { setImmediate as giveWay } from 'node:timers/promises';
import { assessChances, type LeadModelQuality } from './assess-chances.ts';
import { fitLeadModel } from './fit-lead-model.ts';
import { fitLogistic, sigmoid } from './fit-logistic.ts';
import type { LeadExample } from './lead-facts.ts';
import { type LeadModel, logOddsOf } from './lead-model.ts';

const PARTS = 5;

export interface LearnedLeadModel {
  readonly model: LeadModel;
  readonly quality: LeadModelQuality;
}

/**
 * Learns from leads that ended, each with its scores, in the order of their ends. Every fifth of them is judged by what the others teach:
 * that gives the quality, and by how much the model is surer of itself than it may be, which is then taken out of it. The same leads give
 * the same model. Null where all of them ended alike.
 */
export async function learnLeadModel(leads: readonly (readonly LeadExample[])[]): Promise<LearnedLeadModel | null> {
  const all = leads.flat();
  if (new Set(all.map(({ converted }) => converted)).size < 2) return null;
  const partOf = inParts(leads);
  const judged: Judged[] = [];
  for (let part = 0; part < PARTS; part += 1) {
    const model = fitLeadModel(all.filter((example) => partOf.get(example) !== part));
    const held = all.filter((example) => partOf.get(example) === part);
    judged.push(...held.map((example) => ({ part, example, logOdds: logOddsOf(model, example.facts) })));
    // a fit takes some milliseconds in which nothing else runs
    await giveWay();
  }
  const chances = Array.from({ length: PARTS }, (_, part) => {
    const line = lineThrough(judged.filter((each) => each.part !== part));
    const own = judged.filter((each) => each.part === part);
    return own.map(({ example, logOdds }) => ({ example, chance: sigmoid(line.slope * logOdds + line.offset) }));
  });
  return { model: drawnTo(fitLeadModel(all), lineThrough(judged)), quality: assessChances(chances.flat()) };
}

/** Each part has its share of both outcomes: a part with more of one would be judged by a model that saw fewer of it. */
function inParts(leads: readonly (readonly LeadExample[])[]): Map<LeadExample, number> {
  const seen = new Map<boolean, number>();
  const parts = new Map<LeadExample, number>();
  for (const lead of leads) {
    const converted = lead.some((example) => example.converted);
    const before = seen.get(converted) ?? 0;
    for (const example of lead) parts.set(example, before % PARTS);
    seen.set(converted, before + 1);
  }
  return parts;
}

interface Judged {
  readonly part: number;
  readonly example: LeadExample;
  readonly logOdds: number;
}

/** From the log odds that a model gave to those that it rightly should have given (Platt's scaling). */
interface Line {
  readonly slope: number;
  readonly offset: number;
}

function lineThrough(judged: readonly Judged[]): Line {
  const rows = judged.map(({ example: { converted, weight }, logOdds }) => ({
    at: [0],
    values: [logOdds],
    hit: converted,
    weight,
  }));
  const [slope = 1, offset = 0] = fitLogistic(rows, 1, { strength: 1, towards: [1] });
  return { slope: Math.max(0, slope), offset };
}

const drawnTo = ({ base, intercept, facts }: LeadModel, { slope, offset }: Line): LeadModel => ({
  base,
  intercept: slope * intercept + offset,
  facts: Object.fromEntries(
    Object.entries(facts).map(([fact, { bands, effects, usual }]) => [
      fact,
      {
        bands,
        effects: Object.fromEntries(Object.entries(effects).map(([mark, effect]) => [mark, slope * effect])),
        usual: slope * usual,
      },
    ]),
  ),
});
