import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countStatements } from '#kernel/testing/count-statements.ts';
import { callSimulator } from '../../simulators/testing/call-simulator.ts';
import { CrmTenant, makeDelivered, makeScored } from './testing/crm-tenant.ts';
import { PRIVATE_APP } from './testing/hubspot-fixture.ts';

let crm: CrmTenant;
beforeAll(async () => {
  crm = await CrmTenant.make({ callMs: 400 });
});
afterAll(() => crm.close());

describe('a message’s way', () => {
  beforeAll(async () => {
    await crm.connect();
    // what is kept for a while is read once
    await crm.score(makeScored());
  });
  afterAll(() => crm.disconnectAll());

  it('costs one reading statement before the CRM is called', async () => {
    const scored = makeScored();
    await crm.salesforce.fault({ match: { method: 'PATCH' }, status: 503, body: '' });
    const read = await countStatements(crm.tenant.ctx(), () => expect(crm.score(scored)).rejects.toThrow('503'));
    await crm.salesforce.mend();
    expect(read).toBe(1);
    await crm.score(scored);
    await crm.salesforce.fault({ match: { method: 'PATCH' }, status: 503, body: '' });
    const reply = makeDelivered(scored, 'Ada Fischer');
    const readForReply = await countStatements(crm.tenant.ctx(), () => expect(crm.reply(reply)).rejects.toThrow('503'));
    await crm.salesforce.mend();
    expect(readForReply).toBe(1);
  });

  it('asks the CRM for nothing when it comes again', async () => {
    const scored = makeScored();
    await crm.score(scored);
    const before = (await crm.salesforce.journal()).length;
    await crm.score(scored);
    expect((await crm.salesforce.journal()).length).toBe(before);
  });
});

describe('two CRMs', () => {
  beforeEach(async () => {
    await crm.disconnectAll();
    await crm.salesforce.mend();
    await crm.connect();
    await crm.connect({ kind: 'HUBSPOT', credentials: PRIVATE_APP });
  });

  const hubspotCalls = async (): Promise<number> => (await callSimulator(`${crm.salesforce.hubspotUrl}/_journal`)).body.length;
  const statuses = async (scored: ReturnType<typeof makeScored>) => {
    const links = await crm.linksOf(scored);
    return links.map(({ status, url }) => [
      new URL(url ?? 'http://none').pathname.includes('Lead') ? 'salesforce' : 'hubspot',
      status,
    ]);
  };

  it('do not wait for each other: what one takes stands, and is not written again while the other fails', async () => {
    const scored = makeScored({}, { email: null });
    await crm.salesforce.fault({ match: { method: 'PATCH' }, hang: true });
    await expect(crm.score(scored)).rejects.toMatchObject({ name: 'TransientError' });
    expect(await statuses(scored)).toEqual([['hubspot', 'SYNCED']]);
    const before = await hubspotCalls();
    await crm.salesforce.mend();
    await crm.score(scored);
    expect(await hubspotCalls()).toBe(before);
    expect(new Set(await statuses(scored))).toEqual(
      new Set([
        ['hubspot', 'SYNCED'],
        ['salesforce', 'SYNCED'],
      ]),
    );
  });

  it('do not wait for each other with what was said either', async () => {
    const scored = makeScored({}, { email: null });
    await crm.score(scored);
    await crm.salesforce.fault({ match: { method: 'PATCH', path: 'Task' }, hang: true });
    const reply = makeDelivered(scored);
    await expect(crm.reply(reply)).rejects.toMatchObject({ name: 'TransientError' });
    expect(await crm.activitiesOf(scored)).toMatchObject([{ externalId: expect.any(String) }]);
    await crm.salesforce.mend();
    await crm.reply(reply);
    const activities = await crm.activitiesOf(scored);
    expect(activities.map(({ externalId }) => typeof externalId)).toEqual(['string', 'string']);
    expect(await crm.tasksOf(scored)).toHaveLength(1);
  });
});
