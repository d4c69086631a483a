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

const syncedLead = async () => {
  const scored = makeScored();
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
