import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CrmTenant, makeDelivered, makeScored, REPLY_TEXT } from '../testing/crm-tenant.ts';

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

const syncedLead = async (personal: Parameters<typeof makeScored>[1] = {}) => {
  const scored = makeScored({}, personal);
  await crm.score(scored);
  return scored;
};

describe('a reply that reached the person', () => {
  it('is one task at the lead, with its text, and one activity here, without', async () => {
    const scored = await syncedLead();
    const delivered = makeDelivered(scored);
    await crm.reply(delivered);
    const tasks = await crm.tasksOf(scored);
    expect(tasks).toMatchObject([
      {
        ...{ Subject: 'Parley: reply sent', Description: REPLY_TEXT, Status: 'Completed' },
        ActivityDate: delivered.data.deliveredAt.slice(0, 10),
      },
    ]);
    expect(await crm.activitiesOf(scored)).toMatchObject([
      { kind: 'REPLY', subject: 'Parley: reply sent', externalId: tasks[0]?.['Id'], description: null },
    ]);
  });

  it('makes no second task when its event comes again', async () => {
    const scored = await syncedLead();
    const delivered = makeDelivered(scored);
    await crm.reply(delivered);
    const [before] = await crm.activitiesOf(scored);
    await crm.reply(delivered);
    expect(await crm.tasksOf(scored)).toHaveLength(1);
    expect(await crm.activitiesOf(scored)).toEqual([before]);
  });

  it('makes no second task when Salesforce had written it and the answer never came', async () => {
    const scored = await syncedLead();
    const delivered = makeDelivered(scored);
    await crm.salesforce.fault({ match: { method: 'PATCH', path: '/Task/' }, applied: true, drop: true, times: 1 });
    await expect(crm.reply(delivered)).rejects.toMatchObject({ name: 'TransientError' });
    await crm.reply(delivered);
    expect(await crm.tasksOf(scored)).toHaveLength(1);
  });

  it('waits, sealed, for a lead that is not in the CRM yet, and follows it at once', async () => {
    const scored = makeScored();
    await crm.reply(makeDelivered(scored));
    const [waiting] = await crm.activitiesOf(scored);
    expect(waiting).toMatchObject({ externalId: null });
    expect(Buffer.from(waiting?.description ?? []).includes('oak table')).toBe(false);
    await crm.score(scored);
    expect(await crm.tasksOf(scored)).toMatchObject([{ Description: REPLY_TEXT }]);
    expect(await crm.activitiesOf(scored)).toMatchObject([{ externalId: expect.any(String), description: null }]);
  });

  it('is a dead letter when the CRM refuses it', async () => {
    const scored = await syncedLead();
    await crm.salesforce.refuseWrites(400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'no oak tables here', ['Description']);
    await expect(crm.reply(makeDelivered(scored))).rejects.toMatchObject({ name: 'PermanentError', reason: 'REJECTED_BY_CRM' });
    expect(await crm.activitiesOf(scored)).toEqual([]);
  });

  it('brings its lead back when that was deleted in the CRM', async () => {
    const scored = await syncedLead();
    const [link] = await crm.linksOf(scored);
    await crm.salesforce.asPerson('DELETE', `Lead/${link?.externalId}`);
    await crm.reply(makeDelivered(scored));
    expect(await crm.linksOf(scored)).toMatchObject([{ status: 'PENDING', lastError: 'INVALID_CROSS_REFERENCE_KEY' }]);
    await crm.catchUp();
    expect(await crm.linksOf(scored)).toMatchObject([{ status: 'SYNCED', lastError: null }]);
    expect(await crm.tasksOf(scored)).toMatchObject([{ Description: REPLY_TEXT }]);
    expect(await crm.publishedOf(scored)).toEqual(['SYNCED', 'PENDING', 'SYNCED']);
  });

  it('is written nowhere while no CRM is connected', async () => {
    const scored = await syncedLead();
    await crm.disconnectAll();
    await crm.reply(makeDelivered(scored));
    expect(await crm.activitiesOf(scored)).toEqual([]);
  });

  it('gives up one that waited and is refused, and the team is told', async () => {
    const scored = makeScored();
    await crm.reply(makeDelivered(scored));
    await crm.salesforce.fault({
      match: { method: 'PATCH', path: '/Task/' },
      status: 400,
      body: [{ errorCode: 'STRING_TOO_LONG', message: 'too long', fields: ['Description'] }],
    });
    await crm.score(scored);
    expect(await crm.linksOf(scored)).toMatchObject([{ status: 'SYNCED' }]);
    expect(await crm.activitiesOf(scored)).toEqual([]);
    expect(await crm.alerts(connectionId)).toMatchObject([
      { code: 'CRM_ACTIVITY_REFUSED', detail: { error: 'STRING_TOO_LONG (Description)' } },
    ]);
  });
});

describe('a reply that brings the name of its person', () => {
  const namelessLead = () => syncedLead({ displayName: null });
  const writesOf = async (scored: ReturnType<typeof makeScored>) =>
    (await crm.salesforce.journal()).filter(
      ({ method, path }) => method === 'PATCH' && path.includes(scored.data.leadId.replaceAll('-', '')),
    ).length;

  it('gives it to the lead that had none, with the task', async () => {
    const scored = await namelessLead();
    expect(await crm.leadsOf(scored)).toMatchObject([{ LastName: expect.stringMatching(/^Messenger contact /) }]);
    await crm.reply(makeDelivered(scored, 'Ana Lucía Roth'));
    expect(await crm.leadsOf(scored)).toMatchObject([{ FirstName: 'Ana Lucía', LastName: 'Roth', Parley_Points__c: 45 }]);
    expect(await crm.tasksOf(scored)).toMatchObject([{ Description: REPLY_TEXT }]);
    expect(await crm.linksOf(scored)).toMatchObject([{ status: 'SYNCED', leadVersion: 1 }]);
    expect(await crm.publishedOf(scored)).toEqual(['SYNCED']);
  });

  it('writes the lead for it once', async () => {
    const scored = await namelessLead();
    const before = await writesOf(scored);
    for (let reply = 0; reply < 3; reply++) await crm.reply(makeDelivered(scored, 'Ana Roth'));
    expect((await writesOf(scored)) - before).toBe(1);
    expect(await crm.tasksOf(scored)).toHaveLength(3);
  });

  it('leaves a name that the lead has', async () => {
    const scored = await syncedLead();
    await crm.reply(makeDelivered(scored, 'Ana Roth'));
    expect(await crm.leadsOf(scored)).toMatchObject([{ FirstName: 'Ada', LastName: 'Fischer' }]);
  });

  it('leaves a name that a person entered in the CRM, with every reply and every score', async () => {
    const scored = await namelessLead();
    const [link] = await crm.linksOf(scored);
    await crm.salesforce.asPerson('PATCH', `Lead/${link?.externalId}`, { LastName: 'Dr. Roth' });
    await crm.reply(makeDelivered(scored, 'Ana Roth'));
    const { personal } = makeScored({}, { displayName: 'Ana Roth' });
    await crm.score({ ...scored, data: { ...scored.data, version: 2, points: 60 }, ...(personal && { personal }) });
    await crm.reply(makeDelivered(scored, 'Ana Roth'));
    const [lead] = await crm.leadsOf(scored);
    expect(lead).toMatchObject({ LastName: 'Dr. Roth', Parley_Points__c: 60 });
    expect(lead?.['FirstName'] ?? null).toBeNull();
  });

  it('is remembered when the next score does not know it', async () => {
    const scored = await namelessLead();
    await crm.reply(makeDelivered(scored, 'Ana Roth'));
    await crm.score({ ...scored, data: { ...scored.data, version: 2 } });
    const [link] = await crm.linksOf(scored);
    await crm.salesforce.asPerson('DELETE', `Lead/${link?.externalId}`);
    await crm.score({ ...scored, data: { ...scored.data, version: 3 } });
    expect(await crm.leadsOf(scored)).toMatchObject([{ FirstName: 'Ana', LastName: 'Roth' }]);
  });

  it('is logged also where the CRM does not take the name', async () => {
    const scored = await namelessLead();
    await crm.salesforce.fault({
      match: { method: 'PATCH', path: '/Lead/' },
      status: 400,
      body: [{ errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'no', fields: ['LastName'] }],
      times: 1,
    });
    await crm.reply(makeDelivered(scored, 'Ana Roth'));
    expect(await crm.tasksOf(scored)).toHaveLength(1);
    expect(await crm.linksOf(scored)).toMatchObject([{ status: 'SYNCED', lastError: null }]);
    await crm.reply(makeDelivered(scored, 'Ana Roth'));
    expect(await crm.leadsOf(scored)).toMatchObject([{ LastName: 'Roth' }]);
  });
});
