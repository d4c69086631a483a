import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { IntentLearning } from './intent-learning.type.ts';
import { readCorrections } from './read-corrections.ts';

export async function readIntentLearning(ctx: Ctx): Promise<IntentLearning> {
  const schema = schemaOf(ctx.tenant);
  const [row] = await ctx.em.execute<Omit<IntentLearning, 'inForce'>[]>(
    `select count(intent)::int as corrections, count(passage_id)::int as passages,
            (count(*) filter (where intent is distinct from found_intent and intent is not null))::int as "changedIntent",
            (select changed_at from "${schema}".learning_state) as since
     from "${schema}".correction`,
  );
  const { corrections = 0, passages = 0, changedIntent = 0, since = null } = row ?? {};
  // those of an erased contact stand there and cannot be read
  const inForce = corrections === 0 ? 0 : (await readCorrections(ctx)).length;
  return { corrections, inForce, changedIntent, passages, since: since === null ? null : new Date(since) };
}
