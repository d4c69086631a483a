import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeTestTenant, type TestTenant } from '#kernel/testing/test-tenant.ts';
import { crmStandingChanged } from '#schema/events/crm-standing-changed.v1.ts';
import { leadChanged } from '#schema/events/lead-changed.v1.ts';
import { followCrmConsumer } from '../consumers/follow-crm.ts';
import { leads } from '../subgraph.ts';
import { makeScored, score } from '../testing/score.ts';
import { Lead } from './lead.entity.ts';
import { setLeadStage } from './set-lead-stage.ts';

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTestTenant([leads()]);
});
afterAll(() => tenant.close());

const follow = (leadId: string, standing: 'CUSTOMER_BEFORE' | 'CONVERTED' | 'LOST') =>
  tenant.deliver(followCrmConsumer, crmStandingChanged, {
    key: randomUUID(),
    data: { leadId, connectionId: randomUUID(), standing, readAt: new Date().toISOString() },
  });
const stored = (id: string) => tenant.ctx().em.findOneOrFail(Lead, { id });
const changesOf = async (id: string) => (await tenant.published(leadChanged.type)).filter(({ data }) => data['leadId'] === id);

it.each(['CONVERTED', 'LOST'] as const)('a lead that the CRM’s people made %s is so here, and told of once', async (standing) => {
  const { id } = await score(tenant, makeScored());
  for (let delivery = 0; delivery < 2; delivery += 1) await follow(id, standing);
  expect(await stored(id)).toMatchObject({ stage: standing, endedAt: expect.any(Date), version: 2 });
  expect(await changesOf(id)).toMatchObject([{ data: { stage: standing, version: 2 } }]);
});

it('an end that a member set stays, and one that a member takes back is no end', async () => {
  const { id } = await score(tenant, makeScored());
  await tenant.transaction((tx) => setLeadStage(tx, id, 'LOST'));
  await follow(id, 'CONVERTED');
  expect(await stored(id)).toMatchObject({ stage: 'LOST', endedAt: expect.any(Date) });
  await tenant.transaction((tx) => setLeadStage(tx, id, 'ENGAGED'));
  expect(await stored(id)).toMatchObject({ stage: 'ENGAGED', endedAt: null });
});

it('who was a customer before is one more reason from the next score on, and the lead goes on', async () => {
  const lead = await score(tenant, makeScored({ points: 45 }));
  await follow(lead.id, 'CUSTOMER_BEFORE');
  expect(await stored(lead.id)).toMatchObject({ stage: 'NEW', version: 1 });
  const next = await score(tenant, makeScored({ contactId: lead.contactId, points: 45 }));
  expect(next.latestScore.recordedSignals).toContainEqual({ name: 'CUSTOMER', points: 8 });
});

it('a lead that is not there is nothing to end', async () => {
  await expect(follow(randomUUID(), 'LOST')).resolves.toBeUndefined();
});
