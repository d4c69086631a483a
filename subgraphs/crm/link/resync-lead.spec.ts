import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CrmTenant, MANAGER, makeScored, READER } from '../testing/crm-tenant.ts';

let crm: CrmTenant;
beforeAll(async () => {
  crm = await CrmTenant.make();
});
beforeEach(async () => {
  await crm.connect();
});
afterEach(async () => {
  await crm.salesforce.mend();
  await crm.disconnectAll();
});
afterAll(() => crm.close());

const RESYNC =
  'mutation($leadId: ID!, $key: String) { resyncLead(leadId: $leadId, idempotencyKey: $key) { id status lastError externalId connection { displayName } } }';
const resync = async (leadId: string, key?: string) =>
  (await crm.graph.answer(MANAGER, RESYNC, { leadId, key }))['resyncLead'] as Record<string, unknown>[];
const codeOf = async (leadId: string, caller = MANAGER) =>
  (await crm.graph.ask(caller, RESYNC, { leadId })).errors?.[0]?.extensions?.['code'];
const failedLead = async () => {
  const scored = makeScored();
  await crm.salesforce.refuseWrites(400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'no');
  await expect(crm.score(scored)).rejects.toThrow();
  await crm.salesforce.mend();
  return scored;
};

describe('resyncLead', () => {
  it('writes a lead that failed, with all that its event told of the person', async () => {
    const scored = await failedLead();
    expect(await resync(scored.data.leadId)).toMatchObject([
      { status: 'SYNCED', lastError: null, externalId: expect.any(String), connection: { displayName: 'Sales' } },
    ]);
    expect(await crm.leadsOf(scored)).toMatchObject([
      { LastName: 'Fischer', Email: 'ada@fischer.example', Parley_Points__c: 45 },
    ]);
    expect(await crm.publishedOf(scored)).toEqual(['FAILED', 'SYNCED']);
  });

  it('answers the links as they are when the CRM refuses it again', async () => {
    const scored = await failedLead();
    await crm.salesforce.refuseWrites(400, 'CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
    expect(await resync(scored.data.leadId)).toMatchObject([
      { status: 'CONFLICT', lastError: expect.stringContaining('CANNOT_UPDATE_CONVERTED_LEAD') },
    ]);
  });

  it('writes once for one key', async () => {
    const scored = await failedLead();
    const key = randomUUID();
    const first = await resync(scored.data.leadId, key);
    const before = (await crm.salesforce.journal()).length;
    expect(await resync(scored.data.leadId, key)).toEqual(first);
    expect((await crm.salesforce.journal()).length).toBe(before);
    await resync(scored.data.leadId, randomUUID());
    expect((await crm.salesforce.journal()).length).toBe(before + 1);
  });

  it('says that the CRM cannot be asked now, and leaves the link as it is', async () => {
    const scored = await failedLead();
    await crm.salesforce.fault({ match: { method: 'PATCH' }, status: 503, body: '' });
    expect(await codeOf(scored.data.leadId)).toBe('UPSTREAM_UNAVAILABLE');
    expect(await crm.linksOf(scored)).toMatchObject([{ status: 'FAILED' }]);
  });

  it.each(['nonsense', randomUUID()])('does not find the lead %s', async (leadId) => {
    expect(await codeOf(leadId)).toBe('NOT_FOUND');
  });

  it('does not find another tenant’s lead', async () => {
    const { data } = await failedLead();
    const { errors } = await crm.otherGraph.ask(MANAGER, RESYNC, { leadId: data.leadId });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });

  it('writes nothing of a person who was erased', async () => {
    const scored = await failedLead();
    await crm.tenant.ctx().vault.forget(scored.data.contactId);
    expect(await codeOf(scored.data.leadId)).toBe('CONFLICT');
    expect(await crm.leadsOf(scored)).toEqual([]);
  });

  it('is for who may manage the CRM', async () => {
    expect(await codeOf((await failedLead()).data.leadId, READER)).toBe('FORBIDDEN');
  });
});
