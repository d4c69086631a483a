import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ConnectedHubspot, idOf, pathsOf, TOKEN_CALL, UPSERT_CALL } from '../../testing/connected-hubspot.ts';
import { makeLead } from '../../testing/crm-records.ts';
import { OAUTH_APP } from '../../testing/hubspot-fixture.ts';

let at: ConnectedHubspot;
beforeAll(async () => {
  at = await ConnectedHubspot.open();
});
afterEach(() => at.hubspot.mend());
afterAll(() => at.close());

describe('an app with OAuth', () => {
  it('is refreshed once for all who wait, and then works without another token', async () => {
    const own = at.account(OAUTH_APP);
    const calls = await at.hubspot.callsDuring(() =>
      Promise.all([
        ...[1, 2, 3].map(() => at.connector.upsertLead(own, makeLead())),
        at.connector.readLeads(own, [{ ...makeLead(), externalId: null }]),
      ]),
    );
    expect(pathsOf(calls).filter((path) => path === TOKEN_CALL)).toHaveLength(1);
    expect(await at.pathsDuring(() => at.connector.upsertLead(own, makeLead()))).toEqual([UPSERT_CALL]);
  });

  it('gets a fresh token before the old one ends, and when HubSpot no longer takes it', async () => {
    const own = at.account(OAUTH_APP);
    await idOf(at.connector.upsertLead(own, makeLead()));
    at.nowMs += 29.5 * 60_000;
    expect(await at.pathsDuring(() => at.connector.upsertLead(own, makeLead()))).toEqual([TOKEN_CALL, UPSERT_CALL]);
    await at.hubspot.expireTokens();
    expect(await at.pathsDuring(() => at.connector.upsertLead(own, makeLead()))).toEqual([UPSERT_CALL, TOKEN_CALL, UPSERT_CALL]);
  });

  it.each([
    [{ refreshToken: 'revoked' }, 'BAD_REFRESH_TOKEN'],
    [{ clientSecret: 'wrong' }, 'BAD_CLIENT_SECRET'],
  ])('is refused with %j', async (wrong, code) => {
    const own = at.account({ ...OAUTH_APP, ...wrong });
    expect(await at.connector.upsertLead(own, makeLead())).toEqual({ kind: 'unauthorized', error: code });
    expect(await at.connector.verify(own)).toMatchObject({ fault: 'credentials', error: expect.stringContaining(code) });
  });

  it('does not ask the token endpoint again before the time that it gave', async () => {
    const own = at.account(OAUTH_APP);
    await at.hubspot.fault({ match: { path: '/oauth/v1/token' }, status: 429, headers: { 'retry-after': '30' }, body: {} });
    const write = () => at.connector.upsertLead(own, makeLead());
    await expect(write()).rejects.toMatchObject({ name: 'TransientError', retryAfterMs: 30_000 });
    await at.hubspot.mend();
    const calls = await at.hubspot.callsDuring(async () => {
      await expect(write()).rejects.toMatchObject({ name: 'TransientError', retryAfterMs: 30_000 });
    });
    expect(calls).toEqual([]);
    at.nowMs += 30_000;
    await idOf(write());
  });

  it('leaves the token endpoint alone for all connections of an app that it told to wait', async () => {
    const client = { ...OAUTH_APP, clientId: 'busy', clientSecret: 'sim-secret-busy' };
    await at.hubspot.fault({ match: { path: '/oauth/v1/token' }, status: 429, headers: { 'retry-after': '30' }, body: {} });
    await expect(at.connector.upsertLead(at.account(client), makeLead())).rejects.toMatchObject({ retryAfterMs: 30_000 });
    await at.hubspot.mend();
    const other = at.account(client);
    const calls = await at.hubspot.callsDuring(async () => {
      await expect(at.connector.upsertLead(other, makeLead())).rejects.toMatchObject({ retryAfterMs: 30_000 });
    });
    expect(calls).toEqual([]);
    at.nowMs += 30_000;
    await idOf(at.connector.upsertLead(other, makeLead()));
  });

  it('takes no more than five tokens a minute from it', async () => {
    const own = at.account(OAUTH_APP);
    for (let given = 0; given < 5; given++) {
      await idOf(at.connector.upsertLead(own, makeLead()));
      await at.hubspot.expireTokens();
    }
    const calls = await at.hubspot.callsDuring(async () => {
      await expect(at.connector.upsertLead(own, makeLead())).rejects.toMatchObject({ retryAfterMs: expect.any(Number) });
    });
    expect(pathsOf(calls)).not.toContain(TOKEN_CALL);
    at.nowMs += 60_000;
    await idOf(at.connector.upsertLead(own, makeLead()));
  });

  it.each([
    ['a page', { status: 200, body: '<html>' }],
    ['an answer without a token', { status: 200, body: {} }],
    ['an error of the server', { status: 502, body: '' }],
  ])('calls %s of the token endpoint something that may pass', async (_, answer) => {
    await at.hubspot.fault({ match: { path: '/oauth/v1/token' }, ...answer });
    await expect(at.connector.upsertLead(at.account(OAUTH_APP), makeLead())).rejects.toMatchObject({ name: 'TransientError' });
  });
});
