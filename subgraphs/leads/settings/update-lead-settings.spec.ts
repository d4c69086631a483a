import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeTestTenant, type TestTenant } from '#kernel/testing/test-tenant.ts';
import { Lead } from '../lead/lead.entity.ts';
import { leads } from '../subgraph.ts';
import { makeScored, score } from '../testing/score.ts';
import { DEFAULT_LEAD_SETTINGS } from './lead-settings.entity.ts';
import { readLeadSettings } from './read-lead-settings.ts';
import { type LeadSettingsChanges, updateLeadSettings } from './update-lead-settings.ts';

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTestTenant([leads()]);
});
afterAll(() => tenant.close());

const update = (changes: LeadSettingsChanges) => tenant.transaction((tx) => updateLeadSettings(tx, changes));

it('what is not given stays, and the tenant beside it keeps its own', async () => {
  expect(await readLeadSettings(tenant.ctx())).toEqual(DEFAULT_LEAD_SETTINGS);
  await update({ hotFromPoints: 60 });
  await update({ warmFromPoints: null, useModel: false });
  expect(await readLeadSettings(tenant.ctx())).toMatchObject({ hotFromPoints: 60, warmFromPoints: 40, useModel: false });
  expect(await readLeadSettings(tenant.other())).toEqual(DEFAULT_LEAD_SETTINGS);
});

it.each<[string, LeadSettingsChanges]>([
  ['hotFromPoints', { hotFromPoints: 101 }],
  ['hotFromPoints', { hotFromPoints: 30, warmFromPoints: 30 }],
  ['hotFromPoints', { warmFromPoints: 99 }],
  ['warmFromPoints', { warmFromPoints: 0 }],
  ['warmFromLift', { warmFromLift: 0.9 }],
  ['warmFromLift', { warmFromLift: Number.NaN }],
  ['hotFromLift', { hotFromLift: 1 }],
  ['hotFromLift', { hotFromLift: Number.POSITIVE_INFINITY }],
])('what makes no sense is refused at %s: %j', async (field, changes) => {
  await expect(update(changes)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', detail: { field: `input.${field}` } });
});

it('cuts the next score, and leaves alone the tier that an earlier one made', async () => {
  await update({ hotFromPoints: 70, warmFromPoints: 40 });
  const before = await score(tenant, makeScored({ points: 20 }));
  await update({ hotFromPoints: 20, warmFromPoints: 10 });
  expect(await score(tenant, makeScored({ points: 20 }))).toMatchObject({ tier: 'HOT' });
  expect(await score(tenant, makeScored({ contactId: randomUUID(), points: 9 }))).toMatchObject({ tier: 'COLD' });
  expect(await tenant.ctx().em.findOneOrFail(Lead, { id: before.id })).toMatchObject({ tier: 'COLD' });
});
