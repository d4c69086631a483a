import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ConnectedHubspot, pathsOf } from '../../testing/connected-hubspot.ts';
import { PRIVATE_APP } from '../../testing/hubspot-fixture.ts';

let at: ConnectedHubspot;
beforeAll(async () => {
  at = await ConnectedHubspot.open();
});
afterEach(() => at.hubspot.mend());
afterAll(() => at.close());

describe('connecting HubSpot', () => {
  it('makes the properties that a new account lacks, once', async () => {
    await at.hubspot.empty();
    const own = at.account();
    const calls = await at.hubspot.callsDuring(async () =>
      expect(await at.connector.prepare(own)).toEqual({ kind: 'ok', accountId: '147000001' }),
    );
    const made = calls.filter(({ method }) => method === 'POST').map(({ request }) => request['name']);
    expect(made).toEqual(expect.arrayContaining(['parley_lead_id', 'parley_tier', 'parley_points', 'parley_signals']));
    const again = await at.hubspot.callsDuring(async () =>
      expect(await at.connector.prepare(own)).toEqual({ kind: 'ok', accountId: '147000001' }),
    );
    expect(pathsOf(again)).toEqual(['GET /crm/v3/properties/contacts']);
  });

  it('is tried without making anything: what is missing is named', async () => {
    await at.hubspot.empty();
    const calls = await at.hubspot.callsDuring(async () => {
      expect(await at.connector.verify(at.account())).toMatchObject({
        ...{ kind: 'refused', fault: 'credentials' },
        error: expect.stringContaining('parley_lead_id (unique), parley_tier'),
      });
    });
    expect(calls.every(({ method }) => method === 'GET')).toBe(true);
    await at.connector.prepare(at.account());
    expect(await at.connector.verify(at.account())).toEqual({ kind: 'ok', accountId: '147000001' });
  });

  it('names the properties that are missing where it may not make them', async () => {
    await at.hubspot.empty();
    await at.hubspot.settings({ missingScopes: ['crm.schemas.contacts.write'] });
    expect(await at.connector.prepare(at.account())).toMatchObject({
      ...{ kind: 'refused', fault: 'credentials' },
      error: expect.stringMatching(/parley_lead_id \(unique\), parley_tier.*crm\.schemas\.contacts\.write/s),
    });
    await at.hubspot.mend();
    await at.connector.prepare(at.account());
  });

  it('says which scope is missing', async () => {
    await at.hubspot.settings({ missingScopes: ['crm.schemas.contacts.read'] });
    expect(await at.connector.prepare(at.account())).toMatchObject({
      fault: 'credentials',
      error: expect.stringContaining('MISSING_SCOPES (crm.schemas.contacts.read)'),
    });
  });

  it.each([
    ['a property that is not there', { stage: 'no_such_property' }, 'no_such_property'],
    ['a property that nobody may write', { stage: 'hs_object_source' }, 'cannot be written'],
    ['a number to which a text is mapped', { stage: 'hubspotscore' }, 'hubspotscore'],
    ['a list without our values', { tier: 'hs_lead_status' }, 'lacks the options Hot, Warm, Cold'],
    ['a list for a text', { company: 'lifecyclestage' }, 'options of a list'],
  ])('refuses a mapping to %s', async (_, mapping, words) => {
    expect(await at.connector.prepare(at.account(PRIVATE_APP, mapping))).toMatchObject({
      ...{ kind: 'refused', fault: 'fieldMapping' },
      error: expect.stringContaining(words),
    });
  });
});
