import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CrmTenant, makeScored } from '../testing/crm-tenant.ts';

const SEER = { scopes: ['crm:read', 'contacts:pii'] };
const PREVIEW = `query($connection: ID!, $lead: ID!, $mapping: JSON) {
  previewCrmRecord(connectionId: $connection, leadId: $lead, fieldMapping: $mapping)
}`;

describe('a dry run', () => {
  let crm: CrmTenant;
  let connection: string;
  const scored = makeScored();
  const lead = scored.data.leadId;
  beforeAll(async () => {
    crm = await CrmTenant.make();
    connection = await crm.connect();
    await crm.score(scored);
  });
  afterAll(() => crm.close());

  const preview = async (variables: Readonly<Record<string, unknown>> = {}) =>
    (await crm.graph.answer(SEER, PREVIEW, { connection, lead, ...variables }))['previewCrmRecord'] as {
      record: Record<string, unknown>;
      problems: string[];
    };
  const codeOf = async (graph: CrmTenant['graph'], variables: Readonly<Record<string, unknown>>, caller = SEER) =>
    (await graph.ask(caller, PREVIEW, { connection, lead, ...variables })).errors?.[0]?.extensions?.['code'];

  it('shows the record as the saved mapping would write it, and writes nothing', async () => {
    const before = await crm.salesforce.records('Lead');
    expect(await preview()).toEqual({
      record: expect.objectContaining({
        LastName: 'Fischer',
        Email: 'ada@fischer.example',
        Rating: 'Warm',
        Parley_Points__c: 45,
      }),
      problems: [],
    });
    expect(await crm.salesforce.records('Lead')).toEqual(before);
    const [written] = await crm.leadsOf(scored);
    expect(written).toMatchObject((await preview()).record);
  });

  it('shows it as another mapping would, with what the CRM says against that one', async () => {
    const good = await preview({ mapping: { stage: 'LeadSource', rating: null } });
    expect(good).toMatchObject({ record: { LeadSource: 'NEW' }, problems: [] });
    expect(good.record).not.toHaveProperty('Rating');
    const bad = await preview({ mapping: { stage: 'Nowhere__c', points: 'DoNotCall' } });
    expect(bad.record).toMatchObject({ Nowhere__c: 'NEW' });
    expect(bad.problems.join(' ')).toMatch(/Nowhere__c.*DoNotCall|DoNotCall.*Nowhere__c/s);
  });

  it('shows it though the CRM cannot be asked, and says so', async () => {
    await crm.salesforce.fault({ status: 503, body: '' });
    const { record, problems } = await preview();
    await crm.salesforce.mend();
    expect(record).toHaveProperty('LastName');
    expect(problems).toEqual([expect.stringContaining('was not asked')]);
  });

  it('is refused for a mapping that cannot be, for what is not there, and for another tenant’s', async () => {
    expect(await codeOf(crm.graph, { mapping: { shoeSize: 'x' } })).toBe('BAD_USER_INPUT');
    for (const variables of [{ lead: randomUUID() }, { connection: randomUUID() }, { connection: 'no id' }]) {
      expect(await codeOf(crm.graph, variables)).toBe('NOT_FOUND');
    }
    expect(await codeOf(crm.otherGraph, {})).toBe('NOT_FOUND');
  });

  it('is for those alone who may see what belongs to a person', async () => {
    expect(await codeOf(crm.graph, {}, { scopes: ['crm:read'] })).toBe('FORBIDDEN');
  });
});
