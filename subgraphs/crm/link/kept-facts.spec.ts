import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CREDENTIALS, CrmTenant, MANAGER, makeScored } from '../testing/crm-tenant.ts';
import { HubspotStandIn, PRIVATE_APP } from '../testing/hubspot-fixture.ts';

let crm: CrmTenant;
let hubspot: HubspotStandIn;
beforeAll(async () => {
  crm = await CrmTenant.make();
  hubspot = await HubspotStandIn.at(crm.salesforce.hubspotUrl);
});
afterEach(async () => {
  await hubspot.mend();
  await crm.salesforce.mend();
  await crm.disconnectAll();
});
afterAll(() => crm.close());

/** A person whom a member of the business has entered by hand, and how the record stands. */
const KINDS = {
  SALESFORCE: {
    credentials: CREDENTIALS,
    enter: async (email: string) => {
      await crm.salesforce.settings({ duplicateRule: true });
      return crm.salesforce.seed('Lead', { LastName: 'Fischer-Roth', Company: 'By hand', Email: email });
    },
    loseAnswer: () =>
      crm.salesforce.fault({ match: { method: 'PATCH', path: '/sobjects/Lead/00Q' }, applied: true, drop: true, times: 1 }),
    record: async (id: string) => {
      const found = (await crm.salesforce.records('Lead')).find((lead) => lead['Id'] === id);
      return {
        name: found?.['LastName'],
        company: found?.['Company'],
        phone: found?.['Phone'],
        points: found?.['Parley_Points__c'],
      };
    },
  },
  HUBSPOT: {
    credentials: PRIVATE_APP,
    enter: (email: string) => hubspot.seed({ lastname: 'Fischer-Roth', company: 'By hand', email }),
    loseAnswer: () =>
      hubspot.fault({ match: { method: 'POST', path: '/contacts/batch/update$' }, applied: true, drop: true, times: 1 }),
    record: async (id: string) => {
      const found = (await hubspot.records('contacts')).find((contact) => contact.id === id)?.properties;
      return {
        name: found?.['lastname'],
        company: found?.['company'],
        phone: found?.['phone'],
        points: Number(found?.['parley_points']),
      };
    },
  },
} as const;

describe.each(['SALESFORCE', 'HUBSPOT'] as const)('a record of %s that a person had made of the lead', (kind) => {
  const { credentials, enter, loseAnswer, record } = KINDS[kind];
  const met = async () => {
    const connection = await crm.connect({ kind, credentials });
    const email = `${randomUUID()}@fischer.example`;
    const person = { displayName: 'ada f.', email, phone: null, company: 'Said first' };
    return { connection, id: await enter(email), person, first: makeScored({ points: 45 }, person) };
  };

  it('keeps what was entered whatever later messages say, is filled where it was empty, and is in step', async () => {
    const { connection, id, person, first } = await met();
    await crm.score(first);
    const later = makeScored(
      { ...first.data, version: 2, points: 70 },
      { ...person, company: 'Said later', phone: '+49 30 1234567' },
    );
    await crm.score(later);
    const standing = { name: 'Fischer-Roth', company: 'By hand', phone: '+49 30 1234567', points: 70 };
    expect(await record(id)).toEqual(standing);
    const RECONCILE = 'mutation($id: ID!) { reconcileCrm(connectionId: $id) { checked stale } }';
    expect(await crm.graph.answer(MANAGER, RECONCILE, { id: connection })).toEqual({ reconcileCrm: { checked: 1, stale: [] } });
    await crm.graph.answer(MANAGER, 'mutation($id: ID!) { resyncLead(leadId: $id) { status } }', { id: first.data.leadId });
    expect(await record(id)).toEqual(standing);
  });

  it('keeps it also where the CRM’s answer to the taking was lost and all is done again', async () => {
    const { id, person, first } = await met();
    await loseAnswer();
    await expect(crm.score(first)).rejects.toMatchObject({ name: 'TransientError' });
    await crm.score(first, { attempt: 2 });
    expect(await crm.linksOf(first)).toMatchObject([{ status: 'SYNCED', externalId: id }]);
    expect(await record(id)).toMatchObject({ name: 'Fischer-Roth', company: 'By hand', points: 45 });
    await crm.score(makeScored({ ...first.data, version: 2, points: 70 }, { ...person, company: 'Said later' }));
    expect(await record(id)).toMatchObject({ name: 'Fischer-Roth', company: 'By hand', points: 70 });
  });
});
