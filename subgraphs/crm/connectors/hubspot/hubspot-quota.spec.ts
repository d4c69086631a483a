import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ConnectedHubspot, idOf } from '../../testing/connected-hubspot.ts';
import { makeActivity, makeLead } from '../../testing/crm-records.ts';
import { HUBSPOT_WRITE } from '../../testing/hubspot-fixture.ts';

let at: ConnectedHubspot;
beforeAll(async () => {
  at = await ConnectedHubspot.open();
});
afterEach(() => at.hubspot.mend());
afterAll(() => at.close());

describe('limits of HubSpot', () => {
  const limit = (policyName: string, headers: Record<string, string> = {}) =>
    at.hubspot.fault({ ...HUBSPOT_WRITE, status: 429, headers, body: { status: 'error', message: 'limit', policyName } });

  it('of the day last until midnight of the account, and nothing is asked before', async () => {
    at.nowMs = Date.parse('2026-11-22T20:30:00Z');
    await at.hubspot.settings({ timeZone: 'America/New_York' });
    const own = at.account();
    await idOf(at.connector.upsertLead(own, makeLead()));
    await at.hubspot.settings({ dailyLimit: 0 });
    const hoursLeft = 8.5;
    const write = () => at.connector.upsertLead(own, makeLead({ tier: 'HOT' }));
    expect(await write()).toEqual({ kind: 'limited', error: 'DAILY', retryAfterMs: hoursLeft * 3_600_000 + 60_000 });
    await at.hubspot.mend();
    expect(await at.hubspot.callsDuring(write)).toEqual([]);
    at.nowMs += hoursLeft * 3_600_000 + 60_000;
    await idOf(write());
  });

  it.each([
    ['SECONDLY', {}, 1_000],
    ['TEN_SECONDLY_ROLLING', {}, 3_000],
    ['TEN_SECONDLY_ROLLING', { 'retry-after': '9' }, 9_000],
  ])('of %s pass soon, and no delivery is given up for them (%j)', async (policyName, headers, retryAfterMs) => {
    await limit(policyName, headers);
    await expect(at.connector.upsertLead(at.account(), makeLead())).rejects.toMatchObject({
      name: 'TransientError',
      retryAfterMs,
      unlimited: true,
    });
  });

  it('keep the last tenth of the day for hot leads', async () => {
    at.nowMs = Date.now();
    const own = at.account();
    await at.hubspot.settings({ dailyLimit: 1_000, usedToday: 940 });
    expect(await at.connector.upsertLead(own, makeLead())).toMatchObject({ kind: 'done', quotaUsed: 0.942 });
    expect(await at.connector.upsertLead(own, makeLead())).toMatchObject({
      kind: 'limited',
      error: expect.stringContaining('94 %'),
    });
    expect(await at.connector.logActivity(own, makeActivity('1'))).toMatchObject({ kind: 'limited' });
    await idOf(at.connector.upsertLead(own, makeLead({ tier: 'HOT' })));
  });

  it.each([
    [423, {}, 2_000],
    [477, { 'retry-after': '60' }, 60_000],
    [502, {}, undefined],
    [503, {}, undefined],
    [504, {}, undefined],
    [524, {}, undefined],
  ])('are not meant by a %i, which may pass (%j)', async (status, headers, retryAfterMs) => {
    await at.hubspot.fault({ ...HUBSPOT_WRITE, status, headers, body: { status: 'error', message: 'x' } });
    await expect(at.connector.upsertLead(at.account(), makeLead())).rejects.toMatchObject({
      name: 'TransientError',
      retryAfterMs,
      unlimited: false,
    });
  });
});
