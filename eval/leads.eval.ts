import { z } from 'zod';
import { ranksBetter } from '../subgraphs/leads/model/assess-chances.ts';
import type { LeadExample } from '../subgraphs/leads/model/lead-facts.ts';
import { chanceOf } from '../subgraphs/leads/model/lead-model.ts';
import { learnLeadModel } from '../subgraphs/leads/model/learn-lead-model.ts';
import { areaUnderCurve, calibrationError, mean, mulberry32, quantile } from './measures.ts';
import { readShared } from './read-shared.ts';
import type { Section } from './section.ts';

const rowSchema = z.object({
  features: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  converted: z.boolean(),
});
const LEARNED_FROM = [100, 200, 500, 1_000, 2_000];

const DRAWS = 40;

const shuffled = <T>(values: readonly T[], random: () => number): T[] =>
  values
    .map((value) => ({ value, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ value }) => value);

/** How often a model is put in force that was learned from so many leads, and how often one whose leads had each other's outcomes. */
async function inForce(leads: readonly LeadExample[], count: number): Promise<{ count: number; real: number; mixedUp: number }> {
  const random = mulberry32(count);
  const of = async (drawn: readonly LeadExample[]): Promise<number> => {
    const learned = await learnLeadModel(drawn.map((lead) => [lead]));
    return learned !== null && ranksBetter(learned.quality) ? 1 / DRAWS : 0;
  };
  let [real, mixedUp] = [0, 0];
  for (let draw = 0; draw < DRAWS; draw += 1) {
    // without replacement: a lead that stood in two parts would be known to the model that judges it
    const drawn = shuffled(leads, random).slice(0, count);
    real += await of(drawn);
    const outcomes = shuffled(drawn, random);
    mixedUp += await of(drawn.map((lead, at) => ({ ...lead, converted: outcomes[at]?.converted ?? false })));
  }
  return { count, real, mixedUp };
}

export async function evaluate(): Promise<Section> {
  const leads = readShared('leads_bank.jsonl', rowSchema).map(
    ({ features, converted }): LeadExample => ({ facts: features, converted, weight: 1 }),
  );
  const results = [];
  for (const learnedFrom of LEARNED_FROM) {
    const learned = await learnLeadModel(leads.slice(0, learnedFrom).map((lead) => [lead]));
    if (learned === null) continue;
    const rest = leads.slice(2_000).map(({ facts, converted }) => ({ chance: chanceOf(learned.model, facts), converted }));
    const top = [...rest].sort((a, b) => b.chance - a.chance).slice(0, Math.round(rest.length / 10));
    results.push({
      learnedFrom,
      said: learned.quality,
      auc: areaUnderCurve(rest.map(({ chance, converted }) => ({ score: chance, positive: converted }))),
      ece: calibrationError(
        rest.map(({ chance, converted }) => ({ confidence: chance, right: converted })),
        'mass',
      ),
      lift: mean(top.map(({ converted }) => Number(converted))) / mean(rest.map(({ converted }) => Number(converted))),
    });
  }
  const { model } = (await learnLeadModel(leads.slice(0, 2_000).map((lead) => [lead]))) ?? {};
  const times = leads.slice(2_000).map(({ facts }) => {
    const startedAt = performance.now();
    if (model) chanceOf(model, facts);
    return performance.now() - startedAt;
  });
  const gates = [];
  for (const count of [100, 300, 1_000]) gates.push(await inForce(leads, count));
  return {
    title: 'Lead scores from outcomes',
    method:
      'A model a tenant, learned from leads that ended and measured on 1,500 later ones (public marketing calls of a bank). "Said" is what the tenant is shown: each fifth of the leads judged by what the others taught.',
    chosenOn:
      'the kind of model and when it is put in force were settled on these leads (docs/adr/0017), all of them; each row is measured on leads that it did not learn from.',
    tables: [
      {
        columns: [
          'leads learned from',
          'area under the curve',
          'as said',
          'ECE of the chance',
          'conversions in the best tenth, times the average',
        ],
        rows: results.map(({ learnedFrom, said, auc, ece, lift }) => [
          learnedFrom,
          auc.toFixed(3),
          said.auc.toFixed(3),
          ece.toFixed(3),
          lift.toFixed(1),
        ]),
      },
      {
        columns: ['leads learned from', 'put in force', 'put in force where outcomes were mixed up'],
        rows: gates.map(({ count, real, mixedUp }) => [count, real.toFixed(2), mixedUp.toFixed(2)]),
      },
      { columns: ['one lead, p50 ms', 'p95 ms'], rows: [[quantile(times, 0.5).toFixed(3), quantile(times, 0.95).toFixed(3)]] },
    ],
    plots: [
      {
        name: 'leads-learned',
        x: 'leads learned from',
        y: 'area under the curve',
        lines: [
          { label: 'on later leads', points: results.map(({ learnedFrom, auc }) => [learnedFrom, auc] as const) },
          { label: 'as the tenant is told', points: results.map(({ learnedFrom, said }) => [learnedFrom, said.auc] as const) },
        ],
      },
    ],
    floors: [{ what: 'lead AUC after outcomes', measured: results.at(-1)?.auc ?? 0, floor: 0.74, asked: 0.74, better: 'more' }],
  };
}
