import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CREDENTIALS, CrmTenant, MANAGER, makeDelivered, makeScored, READER } from '../testing/crm-tenant.ts';

let crm: CrmTenant;
let connectionId: string;
beforeAll(async () => {
  crm = await CrmTenant.make();
});
beforeEach(async () => {
  connectionId = await crm.connect();
});
afterEach(async () => {
  await crm.salesforce.mend();
  await crm.disconnectAll();
});
afterAll(() => crm.close());

const connection = async () => {
  const data = await crm.graph.answer(READER, '{ crmConnections { id status lastError } }');
  return (data['crmConnections'] as { id: string }[]).find(({ id }) => id === connectionId);
};
const giveCredentials = () =>
  crm.graph.answer(
    MANAGER,
    'mutation($id: ID!, $credentials: JSON) { updateCrmConnection(id: $id, credentials: $credentials) { id } }',
    { id: connectionId, credentials: CREDENTIALS },
  );

describe('credentials that die', () => {
  it('disconnect the CRM, tell the team once, and leave leads and replies waiting', async () => {
    await crm.salesforce.settings({ refuseAllSessions: true });
    const [scored, next] = [makeScored(), makeScored()];
    await crm.score(scored);
    await crm.score(next);
    await crm.reply(makeDelivered(scored));
    expect(await connection()).toMatchObject({ status: 'DISCONNECTED', lastError: 'INVALID_SESSION_ID' });
    expect(await crm.linksOf(scored)).toMatchObject([{ status: 'PENDING', lastError: 'INVALID_SESSION_ID' }]);
    expect(await crm.linksOf(next)).toMatchObject([{ status: 'PENDING' }]);
    expect(await crm.alerts(connectionId)).toMatchObject([{ code: 'CRM_DISCONNECTED', severity: 'CRITICAL' }]);
  });

  it('are not tried again by themselves', async () => {
    await crm.salesforce.settings({ refuseAllSessions: true });
    await crm.score(makeScored());
    const before = (await crm.salesforce.journal()).length;
    await crm.score(makeScored());
    await crm.catchUp();
    expect((await crm.salesforce.journal()).length).toBe(before);
  });

  it('lose nothing: with new ones everything that waited is written by itself', async () => {
    const scored = makeScored();
    await crm.score(scored);
    await crm.salesforce.settings({ refuseAllSessions: true });
    await crm.score({ ...scored, data: { ...scored.data, points: 95, version: 2 } });
    await crm.reply(makeDelivered(scored));
    await crm.salesforce.mend();
    await giveCredentials();
    await crm.catchUp();
    expect(await crm.leadsOf(scored)).toMatchObject([{ Parley_Points__c: 95 }]);
    expect(await crm.tasksOf(scored)).toHaveLength(1);
    expect(await crm.linksOf(scored)).toMatchObject([{ status: 'SYNCED', lastError: null }]);
    expect(await connection()).toMatchObject({ status: 'CONNECTED', lastError: null });
    expect(await crm.publishedOf(scored)).toEqual(['SYNCED', 'PENDING', 'SYNCED']);
  });
});

describe('catching up', () => {
  it('writes what waited while the CRM was away in one run and few calls', async () => {
    await crm.salesforce.settings({ refuseAllSessions: true });
    const waiting = Array.from({ length: 120 }, () => makeScored({}, { email: null }));
    for (const scored of waiting) await crm.score(scored);
    await crm.salesforce.mend();
    await giveCredentials();
    const before = (await crm.salesforce.journal()).length;
    await crm.catchUp();
    // three pages, each looked up and written by a lone call and one for all who came meanwhile
    expect((await crm.salesforce.journal()).length - before).toBeLessThan(16);
    const links = await Promise.all(waiting.map((scored) => crm.linksOf(scored)));
    expect(links.map(([link]) => link?.status)).toEqual(waiting.map(() => 'SYNCED'));
  });

  it('goes on another time when the CRM still cannot be written to', async () => {
    await crm.salesforce.settings({ refuseAllSessions: true });
    const scored = makeScored();
    await crm.score(scored);
    await crm.salesforce.mend();
    await giveCredentials();
    await crm.salesforce.fault({ match: { method: 'PATCH' }, status: 503, body: '', times: 1 });
    await crm.catchUp();
    expect(await crm.linksOf(scored)).toMatchObject([{ status: 'PENDING' }]);
    await crm.catchUp();
    expect(await crm.linksOf(scored)).toMatchObject([{ status: 'SYNCED' }]);
  });

  it('gets past a record that never succeeds', async () => {
    await crm.salesforce.settings({ refuseAllSessions: true });
    const [stuck, next] = [makeScored(), makeScored()];
    await crm.score(stuck);
    await crm.score(next);
    await crm.salesforce.mend();
    await giveCredentials();
    await crm.salesforce.fault({
      match: { method: 'PATCH', path: stuck.data.leadId.replaceAll('-', '') },
      status: 503,
      body: '',
    });
    await crm.catchUp();
    await crm.catchUp();
    expect(await crm.linksOf(next)).toMatchObject([{ status: 'SYNCED' }]);
    expect(await crm.linksOf(stuck)).toMatchObject([{ status: 'PENDING' }]);
  });

  it('writes nothing of a person who was erased, and waits no longer', async () => {
    const [known, unknown] = [makeScored(), makeScored()];
    await crm.score(known);
    await crm.salesforce.settings({ refuseAllSessions: true });
    await crm.reply(makeDelivered(known));
    await crm.score(unknown);
    await crm.salesforce.mend();
    await giveCredentials();
    for (const { data } of [known, unknown]) await crm.tenant.ctx().vault.forget(data.contactId);
    await crm.catchUp();
    expect(await crm.leadsOf(unknown)).toEqual([]);
    expect(await crm.linksOf(unknown)).toMatchObject([{ status: 'FAILED', lastError: 'The contact was erased.' }]);
    expect(await crm.tasksOf(known)).toEqual([]);
    expect(await crm.activitiesOf(known)).toEqual([]);
  });

  it('asks nothing of a CRM whose quota is used up', async () => {
    await crm.salesforce.settings({ dailyLimit: 0 });
    await expect(crm.score(makeScored())).rejects.toMatchObject({ name: 'TransientError' });
    const before = (await crm.salesforce.journal()).length;
    await crm.catchUp();
    expect((await crm.salesforce.journal()).length).toBe(before);
  });
});
