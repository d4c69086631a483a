import { z } from 'zod';
import type { LeadExample } from '../subgraphs/leads/model/lead-facts.ts';
import { chanceOf } from '../subgraphs/leads/model/lead-model.ts';
import { learnLeadModel } from '../subgraphs/leads/model/learn-lead-model.ts';
import { areaUnderCurve, calibrationError, mean } from './measures.ts';
import { readShared } from './read-shared.ts';
import type { Section } from './section.ts';

const rowSchema = z.object({
  features: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  converted: z.boolean(),
});
const LEARNED_FROM = [100, 200, 500, 1_000, 2_000];

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
  return {
    title: 'Lead scores from outcomes',
    method:
      'A model a tenant, learned from leads that ended and measured on 1,500 later ones (public marketing calls of a bank). "Said" is what the tenant is shown: each fifth of the leads judged by what the others taught.',
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
    ],
    floors: [{ what: 'lead AUC after outcomes', measured: results.at(-1)?.auc ?? 0, floor: 0.74, better: 'more' }],
  };
}
