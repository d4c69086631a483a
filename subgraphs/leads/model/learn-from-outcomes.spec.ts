import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeTestTenant, type TestTenant } from '#kernel/testing/test-tenant.ts';
import { leadScored } from '#schema/events/lead-scored.v1.ts';
import { overrideLeadTier } from '../lead/override-lead-tier.ts';
import { setLeadStage } from '../lead/set-lead-stage.ts';
import { updateLeadSettings } from '../settings/update-lead-settings.ts';
import { leads } from '../subgraph.ts';
import { learnLeadModelTask } from '../tasks/learn-lead-model.ts';
import { makeScored, score } from '../testing/score.ts';
import { LeadModelRow } from './lead-model.entity.ts';
import { readModelStatus } from './read-model-status.ts';

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTestTenant([leads()]);
});
afterAll(() => tenant.close());

const learn = () => learnLeadModelTask.run(tenant.ctx(), (work) => tenant.transaction(work));
const status = () => readModelStatus(tenant.ctx());
const models = () => tenant.ctx().em.find(LeadModelRow, {}, { orderBy: { version: 'asc' } });

/** Who asks for delivery buys and who asks for a price does not, whatever the rules think of it. */
const ASKS = { delivery: [{ name: 'ASKS_FOR_DELIVERY', points: 1 }], price: [{ name: 'ASKS_FOR_PRICE', points: 60 }] };
const asks = (what: keyof typeof ASKS, contactId: string = randomUUID()) =>
  makeScored({ contactId, points: what === 'price' ? 75 : 11, signals: ASKS[what] }, { evidence: [`my ${what}`] });

async function end(count: number, converts: boolean): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    // one in ten is not like the others
    const lead = await score(tenant, asks(converts === n % 10 > 0 ? 'delivery' : 'price'));
    await tenant.transaction((tx) => setLeadStage(tx, lead.id, converts ? 'CONVERTED' : 'LOST'));
  }
}

it('learns nothing before 100 leads ended, 20 of them each way, and says how many are missing', async () => {
  await end(60, false);
  expect(await status()).toMatchObject({ state: 'COLLECTING', converted: 0, lost: 60, missing: 40, version: null });
  await end(40, false);
  expect(await status()).toMatchObject({ lost: 100, missing: 20 });
  await end(19, true);
  await learn();
  expect(await models()).toEqual([]);
  expect(await status()).toMatchObject({ state: 'COLLECTING', missing: 1 });
});

it('from then on the model makes the points, with version, chance and reasons kept with each score', async () => {
  expect(await score(tenant, asks('delivery'))).toMatchObject({ tier: 'COLD', latestScore: { modelVersion: null } });
  await end(1, true);
  await learn();
  expect(await status()).toMatchObject({ state: 'IN_FORCE', version: 1, learnedFrom: 120, missing: 0 });
  expect((await status()).auc).toBeGreaterThan((await status()).rulesAuc ?? 1);
  const lead = await score(tenant, asks('delivery'));
  expect(lead).toMatchObject({ tier: 'HOT', latestScore: { modelVersion: 1, chance: expect.any(Number) } });
  expect(lead.latestScore.lift).toBeGreaterThan(2);
  expect(lead.latestScore.recordedSignals).toContainEqual({ name: 'ASKS_FOR_DELIVERY', points: expect.any(Number) });
  expect(await score(tenant, asks('price'))).toMatchObject({ tier: 'COLD' });
});

it('tells the CRM only of reasons, while the score keeps the words that the model made nothing of', async () => {
  const signals = [...ASKS.delivery, { name: 'NEVER_SAID_BEFORE', points: 9 }];
  const lead = await score(tenant, makeScored({ points: 20, signals }, { evidence: ['my delivery', 'my secret wish'] }));
  expect(lead.latestScore.recordedSignals).toContainEqual({ name: 'NEVER_SAID_BEFORE', points: 0 });
  const [told] = (await tenant.published(leadScored.type)).filter(({ data }) => data['leadId'] === lead.id);
  const names = told!.data['signals'].map(({ name }: { name: string }) => name);
  expect(names).toContain('ASKS_FOR_DELIVERY');
  expect(names).not.toContain('NEVER_SAID_BEFORE');
});

it('a member’s override stays whatever the model says', async () => {
  const contactId = randomUUID();
  const lead = await score(tenant, asks('delivery', contactId));
  await tenant.transaction((tx) => overrideLeadTier(tx, lead.id, 'COLD', 'a competitor'));
  expect(await score(tenant, asks('delivery', contactId))).toMatchObject({ tier: 'COLD', scoredTier: 'HOT' });
});

it('learns anew once there are enough new outcomes, and not before', async () => {
  await learn();
  await end(19, true);
  await learn();
  expect(await models()).toHaveLength(1);
  await end(1, true);
  await learn();
  expect((await models()).map(({ version, ended }) => [version, ended])).toEqual([
    [1, 120],
    [2, 140],
  ]);
  expect((await score(tenant, asks('delivery'))).latestScore.modelVersion).toBe(2);
});

it('the rules make the points again where the tenant says so', async () => {
  await tenant.transaction((tx) => updateLeadSettings(tx, { useModel: false }));
  expect(await status()).toMatchObject({ state: 'OFF', version: 2 });
  expect(await score(tenant, asks('price'))).toMatchObject({ tier: 'HOT', latestScore: { modelVersion: null, chance: null } });
  await tenant.transaction((tx) => updateLeadSettings(tx, { useModel: true }));
});

it('what a person wrote after the end teaches nothing: it tells the outcome', async () => {
  const contactId = randomUUID();
  for (let n = 0; n < 40; n += 1) {
    const lead = await score(tenant, asks('price'));
    await tenant.transaction((tx) => setLeadStage(tx, lead.id, 'LOST'));
    await score(tenant, makeScored({ contactId: lead.contactId, signals: [{ name: 'SAID_GOODBYE', points: -1 }] }));
  }
  await learn();
  const [model] = (await models()).slice(-1);
  expect(model?.version).toBe(3);
  expect(Object.keys(model?.model.facts ?? {})).toContain('ASKS_FOR_PRICE');
  expect(Object.keys(model?.model.facts ?? {})).not.toContain('SAID_GOODBYE');
  expect((await score(tenant, asks('price', contactId))).latestScore.modelVersion).toBe(3);
});

it('a model that ranks no better than the rules is shown and not used', async () => {
  const other = await makeTestTenant([leads()]);
  try {
    for (let n = 0; n < 100; n += 1) {
      const lead = await score(other, makeScored({ points: n % 3 === 0 ? 80 : 20, signals: [] }));
      await other.transaction((tx) => setLeadStage(tx, lead.id, n % 2 === 0 ? 'CONVERTED' : 'LOST'));
    }
    await learnLeadModelTask.run(other.ctx(), (work) => other.transaction(work));
    expect(await readModelStatus(other.ctx())).toMatchObject({ state: 'NO_BETTER', version: 1 });
    expect((await score(other, makeScored({ points: 80 }))).latestScore.modelVersion).toBeNull();
  } finally {
    await other.close();
  }
});
