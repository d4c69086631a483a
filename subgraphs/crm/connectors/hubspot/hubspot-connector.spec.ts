import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ConnectedHubspot, idOf, pathsOf, UPSERT_CALL } from '../../testing/connected-hubspot.ts';
import { makeLead } from '../../testing/crm-records.ts';
import { HUBSPOT_WRITE, openHubspotFixture, PRIVATE_APP } from '../../testing/hubspot-fixture.ts';
import { describeCrmConnector } from '../crm-connector.contract.ts';
import type { CrmAccount, CrmLead } from '../crm-connector.ts';

describeCrmConnector('HubSpot', openHubspotFixture);

let at: ConnectedHubspot;
beforeAll(async () => {
  at = await ConnectedHubspot.open();
});
afterEach(() => at.hubspot.mend());
afterAll(() => at.close());

describe('many leads', () => {
  const writeAll = (own: CrmAccount, leads: readonly CrmLead[]) =>
    Promise.all(leads.map((lead) => at.connector.upsertLead(own, lead)));

  it('go out a hundred a call', async () => {
    const own = at.account();
    await idOf(at.connector.upsertLead(own, makeLead()));
    const calls = await at.hubspot.callsDuring(() =>
      writeAll(
        own,
        Array.from({ length: 201 }, () => makeLead()),
      ),
    );
    const sizes = calls.map(({ request }) => (request['inputs'] as unknown[]).length);
    expect(sizes).toEqual([1, 100, 100]);
  });

  it('lose none to one that HubSpot refuses: it alone is refused, whether HubSpot tells row by row or not', async () => {
    const own = at.account(PRIVATE_APP, { stage: 'hs_lead_status' });
    const leads = [makeLead(), makeLead(), makeLead({ stage: 'NO_SUCH' }), makeLead()];
    const expected = [{ kind: 'done' }, { kind: 'done' }, { kind: 'rejected' }, { kind: 'done' }];
    const outcomes = await writeAll(own, leads);
    expect(outcomes).toMatchObject(expected);
    expect(outcomes[2]).toMatchObject({ error: 'VALIDATION_ERROR (hs_lead_status INVALID_OPTION)' });
    const refusal = { status: 'error', category: 'VALIDATION_ERROR', message: 'Property values were not valid' };
    await at.hubspot.fault({ match: { body: leads[2]?.leadId ?? '' }, status: 400, body: refusal });
    const again = await writeAll(
      own,
      leads.map((lead) => ({ ...lead, isNew: false })),
    );
    expect(again).toMatchObject(expected);
  });

  it('are refused by one call where the account lacks a property that all of them have', async () => {
    const own = at.account();
    await idOf(at.connector.upsertLead(own, makeLead()));
    const details = [{ isValid: false, error: 'PROPERTY_DOESNT_EXIST', name: 'parley_tier', message: 'x' }];
    const message = `Property values were not valid: ${JSON.stringify(details)}`;
    await at.hubspot.fault({ ...HUBSPOT_WRITE, status: 400, body: { status: 'error', category: 'VALIDATION_ERROR', message } });
    const paths = await at.pathsDuring(async () => {
      const outcomes = await writeAll(
        own,
        Array.from({ length: 41 }, () => makeLead()),
      );
      for (const outcome of outcomes) {
        expect(outcome).toEqual({ kind: 'rejected', error: 'VALIDATION_ERROR (parley_tier PROPERTY_DOESNT_EXIST)' });
      }
    });
    expect(paths).toHaveLength(2);
  });

  it('are told apart although HubSpot answers in an order of its own and drops the trace ids', async () => {
    const own = at.account();
    const leads = Array.from({ length: 20 }, () => makeLead());
    const ids = await Promise.all(leads.map((lead) => idOf(at.connector.upsertLead(own, lead))));
    for (const [index, id] of ids.entries()) {
      expect((await at.contact(id))?.['parley_lead_id']).toBe(leads[index]?.leadId);
    }
  });

  it('are written again where HubSpot says nothing of them', async () => {
    await at.hubspot.fault({ ...HUBSPOT_WRITE, status: 200, body: { status: 'COMPLETE', results: [] } });
    await expect(at.connector.upsertLead(at.account(), makeLead())).rejects.toMatchObject({ name: 'TransientError' });
  });
});

describe('a person whom HubSpot knows already', () => {
  it('stays one contact: it becomes the lead’s, and what people entered stays', async () => {
    const email = `${randomUUID()}@roth.example`;
    const id = await at.hubspot.seed({ email, firstname: 'Dr. Anna', company: 'Roth & Co' });
    const lead = makeLead({ email: email.toUpperCase(), displayName: 'anna r.', points: 61 });
    const own = at.account();
    expect(await at.connector.upsertLead(own, lead)).toMatchObject({ kind: 'done', externalId: id });
    expect(await at.contact(id)).toMatchObject({
      ...{ firstname: 'Dr. Anna', company: 'Roth & Co', phone: lead.phone, parley_points: '61', parley_tier: 'Warm' },
      parley_lead_id: lead.leadId,
    });
    expect((await at.contact(id))?.['lastname']).toBeUndefined();
    const later = { ...lead, isNew: false, points: 90, company: null };
    expect(await at.connector.upsertLead(own, later)).toMatchObject({ kind: 'done', externalId: id });
    expect(await at.contact(id)).toMatchObject({ firstname: 'Dr. Anna', company: 'Roth & Co', parley_points: '90' });
  });

  it('is left to a person where the contact is another lead’s', async () => {
    const own = at.account();
    const first = makeLead();
    await idOf(at.connector.upsertLead(own, first));
    const second = makeLead({ email: first.email });
    const outcome = await at.connector.upsertLead(own, second);
    expect(outcome).toMatchObject({ kind: 'conflict', error: expect.stringMatching(/^CONFLICT \(contact \d+ /) });
    expect(JSON.stringify(outcome)).not.toContain('fischer');
  });

  it('is left to a person where the lead has a contact of its own', async () => {
    const own = at.account();
    const lead = makeLead({ email: null });
    const id = await idOf(at.connector.upsertLead(own, lead));
    const email = `${randomUUID()}@roth.example`;
    await at.hubspot.seed({ email });
    expect(await at.connector.upsertLead(own, { ...lead, isNew: false, email })).toMatchObject({ kind: 'conflict' });
    expect((await at.contact(id))?.['parley_lead_id']).toBe(lead.leadId);
  });

  it('holds up nobody else of the batch', async () => {
    const own = at.account();
    const email = `${randomUUID()}@roth.example`;
    const id = await at.hubspot.seed({ email });
    await idOf(at.connector.upsertLead(own, makeLead()));
    const outcomes = await Promise.all(
      [makeLead(), makeLead({ email }), makeLead()].map((lead) => at.connector.upsertLead(own, lead)),
    );
    expect(outcomes).toMatchObject([{ kind: 'done' }, { kind: 'done', externalId: id }, { kind: 'done' }]);
  });

  it('is linked by as many calls for many as for one', async () => {
    const own = at.account();
    await idOf(at.connector.upsertLead(own, makeLead()));
    const known = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const email = `${randomUUID()}@roth.example`;
        return { email, id: await at.hubspot.seed({ email }) };
      }),
    );
    const paths = await at.pathsDuring(async () => {
      // goes out alone, and what comes meanwhile together
      const first = at.connector.upsertLead(own, makeLead());
      const linked = known.map(({ email }) => idOf(at.connector.upsertLead(own, makeLead({ email }))));
      // two leads of one address: the contact is the first one's
      const second = at.connector.upsertLead(own, makeLead({ email: known[0]?.email ?? null }));
      expect(await Promise.all(linked)).toEqual(known.map(({ id }) => id));
      expect(await second).toMatchObject({ kind: 'conflict' });
      await first;
    });
    const batches = ['upsert', 'upsert', 'read', 'update'];
    expect(paths).toEqual(batches.map((verb) => `POST /crm/v3/objects/contacts/batch/${verb}`));
  });

  it('is tried again where HubSpot does not say which contact is in the way', async () => {
    const body = { status: 'error', category: 'CONFLICT', message: 'Concurrent write' };
    await at.hubspot.fault({ ...HUBSPOT_WRITE, status: 409, body });
    await expect(at.connector.upsertLead(at.account(), makeLead())).rejects.toMatchObject({ name: 'TransientError' });
  });
});

it('makes a contact whole that was deleted there', async () => {
  const own = at.account();
  const lead = makeLead();
  await at.hubspot.delete(await idOf(at.connector.upsertLead(own, lead)));
  const id = await idOf(at.connector.upsertLead(own, { ...lead, isNew: false }));
  expect(await at.contact(id)).toMatchObject({ firstname: 'Ada Maria', lastname: 'Fischer', company: 'Fischer & Töchter' });
});

it('answers where the contact stands in HubSpot, and asks for that once', async () => {
  const own = at.account();
  const calls = await at.hubspot.callsDuring(async () => {
    const outcome = await at.connector.upsertLead(own, makeLead());
    const id = (outcome as { externalId: string }).externalId;
    expect(outcome).toMatchObject({ url: `https://app.hubspot.com/contacts/147000001/record/0-1/${id}` });
    await idOf(at.connector.upsertLead(own, makeLead()));
  });
  expect(pathsOf(calls)).toEqual(['GET /account-info/v3/details', UPSERT_CALL, UPSERT_CALL]);
});

it('finds a contact that has the e-mail address of a lead with a contact of its own', async () => {
  const own = at.account();
  const lead = makeLead({ email: null });
  const externalId = await idOf(at.connector.upsertLead(own, lead));
  const email = `${randomUUID()}@roth.example`;
  const double = await at.hubspot.seed({ email });
  expect(await at.connector.readLeads(own, [{ leadId: lead.leadId, externalId, email: email.toUpperCase() }])).toMatchObject({
    kind: 'read',
    records: [{ externalId, doubles: [double], values: { parley_points: '45' } }],
  });
});

it.each([
  [{}, 'OPEN'],
  [{ lifecyclestage: 'opportunity', hs_lead_status: 'CONNECTED' }, 'OPEN'],
  [{ hs_lead_status: 'UNQUALIFIED' }, 'LOST'],
  [{ lifecyclestage: 'customer' }, 'CUSTOMER'],
  [{ lifecyclestage: 'evangelist', hs_lead_status: 'UNQUALIFIED' }, 'CUSTOMER'],
])('a contact with %j is %s', async (entered, standing) => {
  const own = at.account();
  const lead = makeLead({ email: null });
  const externalId = await idOf(at.connector.upsertLead(own, lead));
  await at.hubspot.enter(externalId, entered);
  expect(await at.connector.readLeads(own, [{ ...lead, externalId }])).toMatchObject({ records: [{ standing }] });
});
