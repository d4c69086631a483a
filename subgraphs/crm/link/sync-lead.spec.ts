import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CrmTenant, makeChanged, makeScored } from '../testing/crm-tenant.ts';

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

describe('a scored lead', () => {
  it('is one record in the CRM and one link here, with where to find it', async () => {
    const scored = makeScored({ tier: 'HOT', points: 80 });
    await crm.score(scored);
    const [record, ...more] = await crm.leadsOf(scored);
    expect(more).toEqual([]);
    expect(record).toMatchObject({
      ...{ FirstName: 'Ada', LastName: 'Fischer', Company: 'Unknown', Email: 'ada@fischer.example' },
      ...{ Rating: 'Hot', Parley_Tier__c: 'HOT', Parley_Points__c: 80, Parley_Signals__c: 'wants-to-buy' },
    });
    expect(await crm.linksOf(scored)).toMatchObject([
      { status: 'SYNCED', externalId: record?.['Id'], url: expect.stringContaining(String(record?.['Id'])), lastError: null },
    ]);
    expect(await crm.publishedOf(scored)).toEqual(['SYNCED']);
  });

  it('changes its record with the next score, and publishes nothing while the link’s state stays', async () => {
    const scored = makeScored();
    await crm.score(scored);
    await crm.score({ ...scored, data: { ...scored.data, points: 90, tier: 'HOT', version: 2 } });
    expect(await crm.leadsOf(scored)).toMatchObject([{ Parley_Points__c: 90, Rating: 'Hot' }]);
    expect(await crm.linksOf(scored)).toMatchObject([{ leadVersion: 2 }]);
    expect(await crm.publishedOf(scored)).toEqual(['SYNCED']);
  });

  it('is the same when its event comes again', async () => {
    const scored = makeScored();
    await crm.score(scored);
    const [before] = await crm.linksOf(scored);
    await crm.score(scored);
    expect(await crm.leadsOf(scored)).toHaveLength(1);
    expect(await crm.linksOf(scored)).toMatchObject([{ id: before?.id, externalId: before?.externalId }]);
    expect(await crm.publishedOf(scored)).toEqual(['SYNCED']);
  });

  it('ignores an event that is older than what the link has seen', async () => {
    const scored = makeScored({ version: 5, points: 50 });
    await crm.score(scored);
    await crm.score({ ...scored, data: { ...scored.data, version: 4, points: 10 } });
    expect(await crm.leadsOf(scored)).toMatchObject([{ Parley_Points__c: 50 }]);
    expect(await crm.linksOf(scored)).toMatchObject([{ leadVersion: 5 }]);
  });

  it('follows a member’s change and keeps the signals of the score', async () => {
    const scored = makeScored();
    await crm.score(scored);
    await crm.change(makeChanged(scored, { tier: 'HOT', stage: 'QUALIFIED', version: 2 }));
    expect(await crm.leadsOf(scored)).toMatchObject([{ Rating: 'Hot', Parley_Signals__c: 'wants-to-buy' }]);
    expect(await crm.linksOf(scored)).toMatchObject([{ facts: { stage: 'QUALIFIED', signals: ['wants-to-buy'] } }]);
  });

  it('is written nowhere and recorded nowhere while no CRM is connected', async () => {
    await crm.disconnectAll();
    const before = (await crm.salesforce.journal()).length;
    const scored = makeScored();
    await crm.score(scored);
    expect(await crm.linksOf(scored)).toEqual([]);
    expect((await crm.salesforce.journal()).length).toBe(before);
  });

  it('is written to every CRM that is connected', async () => {
    await crm.connect({ displayName: 'Second', credentials: { clientId: 'two', clientSecret: 'sim-secret-two' } });
    const scored = makeScored();
    await crm.score(scored);
    expect(await crm.linksOf(scored)).toMatchObject([{ status: 'SYNCED' }, { status: 'SYNCED' }]);
  });

  it('leaves nothing of the person in clear', async () => {
    const scored = makeScored();
    await crm.score(scored);
    const [link] = await crm.linksOf(scored);
    const { contact, ...rest } = { ...link };
    expect(JSON.stringify(rest)).not.toMatch(/Ada|Fischer|ada@/);
    expect(Buffer.from(contact as Uint8Array).includes('Fischer')).toBe(false);
  });
});

describe('a lead that the CRM does not take', () => {
  it('comes again after what may pass, and is then one record', async () => {
    const scored = makeScored();
    await crm.salesforce.fault({ match: { method: 'PATCH' }, status: 503, body: '', times: 1 });
    await expect(crm.score(scored)).rejects.toMatchObject({ name: 'TransientError' });
    expect(await crm.linksOf(scored)).toEqual([]);
    await crm.score(scored);
    expect(await crm.leadsOf(scored)).toHaveLength(1);
  });

  it('is one record also when Salesforce had written it and its answer never came', async () => {
    const scored = makeScored();
    await crm.salesforce.fault({ match: { method: 'PATCH' }, applied: true, hang: true, times: 1 });
    const controller = new AbortController();
    const delivery = crm.score(scored, { signal: controller.signal });
    await expect.poll(() => crm.leadsOf(scored)).toHaveLength(1);
    controller.abort(new Error('the lease was lost'));
    await expect(delivery).rejects.toThrow('the lease was lost');
    await crm.score(scored);
    expect(await crm.leadsOf(scored)).toHaveLength(1);
    expect(await crm.linksOf(scored)).toMatchObject([{ status: 'SYNCED' }]);
  });

  it('is a CONFLICT for a person to sort out, and no dead letter', async () => {
    const scored = makeScored();
    await crm.salesforce.fault({ match: { method: 'PATCH' }, status: 300, body: ['/a', '/b'], times: 1 });
    await crm.score(scored);
    expect(await crm.linksOf(scored)).toMatchObject([{ status: 'CONFLICT', lastError: 'MULTIPLE_CHOICES', externalId: null }]);
    await crm.score({ ...scored, data: { ...scored.data, version: 2 } });
    expect(await crm.linksOf(scored)).toMatchObject([{ status: 'SYNCED', lastError: null }]);
    expect(await crm.publishedOf(scored)).toEqual(['CONFLICT', 'SYNCED']);
  });

  it('is a CONFLICT where a duplicate rule of the CRM refuses it', async () => {
    await crm.salesforce.settings({ duplicateRule: true });
    await crm.score(makeScored({}, { email: 'twice@example.com' }));
    const second = makeScored({}, { email: 'twice@example.com' });
    await crm.score(second);
    expect(await crm.linksOf(second)).toMatchObject([
      { status: 'CONFLICT', lastError: expect.stringContaining('DUPLICATES_DETECTED') },
    ]);
  });

  it('is FAILED with the CRM’s code, and a dead letter, when its values are refused', async () => {
    const scored = makeScored();
    await crm.salesforce.refuseWrites(400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'ada@fischer.example is blocked', ['Email']);
    await expect(crm.score(scored)).rejects.toMatchObject({ name: 'PermanentError', reason: 'REJECTED_BY_CRM' });
    expect(await crm.linksOf(scored)).toMatchObject([
      { status: 'FAILED', lastError: 'FIELD_CUSTOM_VALIDATION_EXCEPTION (Email)', externalId: null },
    ]);
    expect(await crm.publishedOf(scored)).toEqual(['FAILED']);
  });

  it('waits without using up its attempts while the quota is used up, and the team is told once', async () => {
    await crm.salesforce.settings({ dailyLimit: 0 });
    const scored = makeScored();
    for (const event of [scored, makeScored()]) {
      await expect(crm.score(event)).rejects.toMatchObject({
        name: 'TransientError',
        unlimited: true,
        retryAfterMs: expect.closeTo(900_000, -4),
      });
    }
    expect(await crm.linksOf(scored)).toMatchObject([{ status: 'PENDING', lastError: 'REQUEST_LIMIT_EXCEEDED' }]);
    expect(await crm.alerts(connectionId)).toMatchObject([{ code: 'CRM_DEGRADED', severity: 'WARNING' }]);
    await crm.salesforce.mend();
    crm.aheadMs += 900_000;
    await crm.score(scored);
    expect(await crm.publishedOf(scored)).toEqual(['PENDING', 'SYNCED']);
    const data = await crm.graph.answer({ scopes: ['crm:read'] }, '{ crmConnections { id status lastError } }');
    expect(data['crmConnections']).toContainEqual({ id: connectionId, status: 'CONNECTED', lastError: null });
  });
});
