import { randomUUID } from 'node:crypto';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { displayNameAt } from '../../subgraphs/conversations/contact/contact.entity.ts';
import type { InProcessSystem } from './in-process-system.ts';

/** Leads with named contacts, as the pipeline would have left them, one a second up to now; what they wrote is not there. */
export async function addLeads({ installation: { platform }, tenant }: InProcessSystem, count: number): Promise<void> {
  const schema = schemaOf(tenant);
  await platform.transaction(platform.enter(tenant, { kind: 'system', id: 'e2e', scopes: new Set() }), async (tx) => {
    const people = Array.from({ length: count }, (_, n) => ({ n, id: randomUUID() }));
    await tx.vault.introduce(
      tx.em,
      people.map(({ id }) => id),
    );
    const sealed = await Promise.all(
      people.map(async ({ n, id }) => ({
        n,
        id,
        user: tx.vault.lookupHash('made-up', String(n)).toString('base64'),
        name: (await tx.vault.seal(id, displayNameAt(id), `Person ${n}`)).toString('base64'),
      })),
    );
    const rows = JSON.stringify(sealed);
    const asked = `jsonb_to_recordset(?::jsonb) p (n int, id uuid, "user" text, name text)`;
    await tx.em.execute(
      `insert into "${schema}".contact (id, channel_id, platform, platform_user_hash, platform_user_id, display_name, created_at)
       select p.id, c.id, c.platform, decode(p."user", 'base64'), decode(p."user", 'base64'), decode(p.name, 'base64'), now()
       from ${asked}, (select id, platform from "${schema}".channel limit 1) c`,
      [rows],
    );
    await tx.em.execute(
      `with made as (
         select p.n, p.id as contact, gen_random_uuid() as lead, gen_random_uuid() as score, gen_random_uuid() as conversation,
           p.n % 100 as points, (array['COLD', 'WARM', 'HOT'])[1 + p.n % 3] as tier, now() - p.n * interval '1 second' as at
         from ${asked}
       ), leads as (
         insert into "${schema}".lead (id, contact_id, conversation_id, platform, tier, scored_tier, points, stage, latest_score_id, version,
           scored_at, created_at, updated_at)
         select lead, contact, conversation, 'FACEBOOK', tier, tier, points, 'NEW', score, 1, at, at, at from made
       )
       insert into "${schema}".lead_score (id, lead_id, run_id, conversation_id, tier, points, signals, evidence, scored_at)
       select score, lead, gen_random_uuid(), conversation, tier, points, '[]', '', at from made`,
      [rows],
    );
  });
}
