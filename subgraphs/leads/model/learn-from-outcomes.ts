import type { Tx } from '#kernel/messaging/transaction.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { ranksBetter } from './assess-chances.ts';
import { type CountedOutcomes, countOutcomes, LEAST_OUTCOMES, missingOutcomes } from './count-outcomes.ts';
import type { LeadExample, LeadFacts } from './lead-facts.ts';
import { LeadModelRow } from './lead-model.entity.ts';
import { learnLeadModel } from './learn-lead-model.ts';
import { readLatestModel } from './read-latest-model.ts';

/** Leads that ended longest ago say least of those of today. */
const MOST_LEADS = 2_000;
/** Of one lead: a person who writes a lot is one outcome all the same. */
const MOST_SCORES = 3;
const NEW_SHARE = 0.1;
const LEAST_NEW = 20;

type Transaction = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** Learns a model where there are outcomes enough, and enough new ones since the latest. Most of the time it only counts. */
export async function learnFromOutcomes(ctx: Ctx, transaction: Transaction): Promise<void> {
  const counted = await countOutcomes(ctx);
  const latest = await readLatestModel(ctx);
  if (missingOutcomes(counted) > 0 || !isDue(counted, latest)) return;
  const leads = await readExamples(ctx);
  const learned = leads.length < LEAST_OUTCOMES ? null : await learnLeadModel(leads);
  if (learned === null) return;
  const { auc, rulesAuc, calibrationError } = learned.quality;
  await transaction((tx) =>
    tx.em.insert(LeadModelRow, {
      ...{ version: (latest?.version ?? 0) + 1, learnedAt: tx.clock.now(), learnedFrom: leads.length },
      ...{ ended: counted.converted + counted.lost, converted: counted.converted, model: learned.model },
      ...{ auc, rulesAuc, calibrationError },
      state: ranksBetter(learned.quality) ? 'READY' : 'NO_BETTER',
    }),
  );
}

const isDue = ({ converted, lost }: CountedOutcomes, latest: LeadModelRow | null): boolean => {
  if (latest === null) return true;
  const changed = Math.abs(converted - latest.converted) + Math.abs(lost - (latest.ended - latest.converted));
  return changed >= Math.max(LEAST_NEW, NEW_SHARE * latest.ended);
};

/** The leads that ended last, in the order of their ends, with the latest scores from before their end: what was said after it tells the outcome. */
async function readExamples(ctx: Ctx): Promise<LeadExample[][]> {
  const schema = schemaOf(ctx.tenant);
  const rows = await ctx.em.execute<{ converted: boolean; scores: LeadFacts[] }[]>(
    `select l.stage = 'CONVERTED' as converted, s.scores
     from (select id, stage, ended_at from "${schema}".lead
           where stage in ('CONVERTED', 'LOST') and ended_at is not null order by ended_at desc, id desc limit ?) l
     cross join lateral (
       select jsonb_agg(facts) as scores from (
         select facts from "${schema}".lead_score
         where lead_id = l.id and scored_at <= l.ended_at and facts <> '{}' order by id desc limit ?) latest
     ) s
     where s.scores is not null order by l.ended_at, l.id`,
    [MOST_LEADS, MOST_SCORES],
  );
  return rows.map(({ converted, scores }) => scores.map((facts) => ({ facts, converted, weight: 1 / scores.length })));
}
