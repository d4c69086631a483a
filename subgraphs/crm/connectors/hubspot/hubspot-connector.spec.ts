import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeActivity, makeLead } from '../../testing/crm-records.ts';
import {
  HUBSPOT_WRITE,
  type HubspotCall,
  HubspotStandIn,
  OAUTH_APP,
  openHubspotFixture,
  PRIVATE_APP,
} from '../../testing/hubspot-fixture.ts';
import { describeCrmConnector } from '../crm-connector.contract.ts';
import type { CrmAccount, CrmConnector, CrmLead } from '../crm-connector.ts';
import { hubspotConnector } from './hubspot-connector.ts';

describeCrmConnector('HubSpot', openHubspotFixture);

describe('HubSpot', () => {
  let hubspot: HubspotStandIn;
  let connector: CrmConnector;
  let nowMs: number;
  beforeAll(async () => {
    hubspot = await HubspotStandIn.start();
    nowMs = Date.now();
    connector = hubspotConnector(hubspot.url, { callMs: 800, now: () => nowMs });
    await connector.verify(account());
  });
  afterEach(() => hubspot.mend());
  afterAll(() => hubspot.close());

  const account = (credentials: Record<string, string> = PRIVATE_APP, mapping: unknown = null): CrmAccount => ({
    ...{ connectionId: randomUUID(), credentials },
    fieldMapping: connector.parseFieldMapping(mapping, 'fieldMapping'),
  });
  const idOf = async (outcome: ReturnType<CrmConnector['upsertLead'] | CrmConnector['logActivity']>): Promise<string> => {
    const done = await outcome;
    if (done.kind !== 'done') throw new Error(`${done.kind}: ${done.error}`);
    return done.externalId;
  };
  const contact = async (id: string) => (await hubspot.records('contacts')).find((record) => record.id === id)?.properties;
  const paths = (calls: readonly HubspotCall[]): string[] => calls.map(({ method, path }) => `${method} ${path}`);
  const UPSERT = 'POST /crm/v3/objects/contacts/batch/upsert';
  const TOKEN = 'POST /oauth/v1/token';

  describe('an app with OAuth', () => {
    it('is refreshed once for all who wait, and then works without another token', async () => {
      const own = account(OAUTH_APP);
      const calls = await hubspot.callsDuring(() =>
        Promise.all([
          ...[1, 2, 3].map(() => connector.upsertLead(own, makeLead())),
          connector.readLeads(own, [{ ...makeLead(), externalId: null }]),
        ]),
      );
      expect(paths(calls).filter((path) => path === TOKEN)).toHaveLength(1);
      expect(paths(await hubspot.callsDuring(() => connector.upsertLead(own, makeLead())))).toEqual([UPSERT]);
    });

    it('gets a fresh token before the old one ends, and when HubSpot no longer takes it', async () => {
      const own = account(OAUTH_APP);
      await idOf(connector.upsertLead(own, makeLead()));
      nowMs += 29.5 * 60_000;
      expect(paths(await hubspot.callsDuring(() => connector.upsertLead(own, makeLead())))).toEqual([TOKEN, UPSERT]);
      await hubspot.expireTokens();
      expect(paths(await hubspot.callsDuring(() => connector.upsertLead(own, makeLead())))).toEqual([UPSERT, TOKEN, UPSERT]);
    });

    it.each([
      [{ refreshToken: 'revoked' }, 'BAD_REFRESH_TOKEN'],
      [{ clientSecret: 'wrong' }, 'BAD_CLIENT_SECRET'],
    ])('is refused with %j', async (wrong, code) => {
      const own = account({ ...OAUTH_APP, ...wrong });
      expect(await connector.upsertLead(own, makeLead())).toEqual({ kind: 'unauthorized', error: code });
      expect(await connector.verify(own)).toMatchObject({ fault: 'credentials', error: expect.stringContaining(code) });
    });

    it('does not ask the token endpoint again before the time that it gave', async () => {
      const own = account(OAUTH_APP);
      await hubspot.fault({ match: { path: '/oauth/v1/token' }, status: 429, headers: { 'retry-after': '30' }, body: {} });
      const write = () => connector.upsertLead(own, makeLead());
      await expect(write()).rejects.toMatchObject({ name: 'TransientError', retryAfterMs: 30_000 });
      await hubspot.mend();
      const calls = await hubspot.callsDuring(async () => {
        await expect(write()).rejects.toMatchObject({ name: 'TransientError', retryAfterMs: 30_000 });
      });
      expect(calls).toEqual([]);
      nowMs += 30_000;
      await idOf(write());
    });

    it('takes no more than five tokens a minute from it', async () => {
      const own = account(OAUTH_APP);
      for (let given = 0; given < 5; given++) {
        await idOf(connector.upsertLead(own, makeLead()));
        await hubspot.expireTokens();
      }
      const calls = await hubspot.callsDuring(async () => {
        await expect(connector.upsertLead(own, makeLead())).rejects.toMatchObject({ retryAfterMs: expect.any(Number) });
      });
      expect(paths(calls)).not.toContain(TOKEN);
      nowMs += 60_000;
      await idOf(connector.upsertLead(own, makeLead()));
    });

    it.each([
      ['a page', { status: 200, body: '<html>' }],
      ['an answer without a token', { status: 200, body: {} }],
      ['an error of the server', { status: 502, body: '' }],
    ])('calls %s of the token endpoint something that may pass', async (_, answer) => {
      await hubspot.fault({ match: { path: '/oauth/v1/token' }, ...answer });
      await expect(connector.upsertLead(account(OAUTH_APP), makeLead())).rejects.toMatchObject({ name: 'TransientError' });
    });
  });

  describe('connecting', () => {
    it('makes the properties that a new account lacks, once', async () => {
      await hubspot.empty();
      const own = account();
      const calls = await hubspot.callsDuring(async () => expect(await connector.verify(own)).toEqual({ kind: 'ok' }));
      const made = calls.filter(({ method }) => method === 'POST').map(({ request }) => request['name']);
      expect(made).toEqual(expect.arrayContaining(['parley_lead_id', 'parley_tier', 'parley_points', 'parley_signals']));
      const again = await hubspot.callsDuring(async () => expect(await connector.verify(own)).toEqual({ kind: 'ok' }));
      expect(paths(again)).toEqual(['GET /crm/v3/properties/contacts']);
    });

    it('names the properties that are missing where it may not make them', async () => {
      await hubspot.empty();
      await hubspot.settings({ missingScopes: ['crm.schemas.contacts.write'] });
      expect(await connector.verify(account())).toMatchObject({
        ...{ kind: 'refused', fault: 'credentials' },
        error: expect.stringMatching(/parley_lead_id \(unique\), parley_tier.*crm\.schemas\.contacts\.write/s),
      });
      await hubspot.mend();
      await connector.verify(account());
    });

    it('says which scope is missing', async () => {
      await hubspot.settings({ missingScopes: ['crm.schemas.contacts.read'] });
      expect(await connector.verify(account())).toMatchObject({
        fault: 'credentials',
        error: expect.stringContaining('MISSING_SCOPES (crm.schemas.contacts.read)'),
      });
    });

    it.each([
      ['a property that is not there', { stage: 'no_such_property' }, 'no_such_property'],
      ['a property that nobody may write', { stage: 'hs_object_source' }, 'cannot be written'],
      ['a number to which a text is mapped', { stage: 'hubspotscore' }, 'hubspotscore'],
      ['a list without our values', { tier: 'hs_lead_status' }, 'lacks the options Hot, Warm, Cold'],
      ['a list for a text', { company: 'lifecyclestage' }, 'options of a list'],
    ])('refuses a mapping to %s', async (_, mapping, words) => {
      expect(await connector.verify(account(PRIVATE_APP, mapping))).toMatchObject({
        ...{ kind: 'refused', fault: 'fieldMapping' },
        error: expect.stringContaining(words),
      });
    });
  });

  describe('many leads', () => {
    const writeAll = (own: CrmAccount, leads: readonly CrmLead[]) =>
      Promise.all(leads.map((lead) => connector.upsertLead(own, lead)));

    it('go out a hundred a call', async () => {
      const own = account();
      await idOf(connector.upsertLead(own, makeLead()));
      const calls = await hubspot.callsDuring(() =>
        writeAll(
          own,
          Array.from({ length: 201 }, () => makeLead()),
        ),
      );
      const sizes = calls.map(({ request }) => (request['inputs'] as unknown[]).length);
      expect(sizes).toEqual([1, 100, 100]);
    });

    it('lose none to one that HubSpot refuses: it alone is refused, whether HubSpot tells row by row or not', async () => {
      const own = account(PRIVATE_APP, { stage: 'hs_lead_status' });
      const leads = [makeLead(), makeLead(), makeLead({ stage: 'NO_SUCH' }), makeLead()];
      const expected = [{ kind: 'done' }, { kind: 'done' }, { kind: 'rejected' }, { kind: 'done' }];
      const outcomes = await writeAll(own, leads);
      expect(outcomes).toMatchObject(expected);
      expect(outcomes[2]).toMatchObject({ error: 'VALIDATION_ERROR (hs_lead_status INVALID_OPTION)' });
      const refusal = { status: 'error', category: 'VALIDATION_ERROR', message: 'Property values were not valid' };
      await hubspot.fault({ match: { body: leads[2]?.leadId ?? '' }, status: 400, body: refusal });
      const again = await writeAll(
        own,
        leads.map((lead) => ({ ...lead, isNew: false })),
      );
      expect(again).toMatchObject(expected);
    });

    it('are told apart although HubSpot answers in an order of its own and drops the trace ids', async () => {
      const own = account();
      const leads = Array.from({ length: 20 }, () => makeLead());
      const ids = await Promise.all(leads.map((lead) => idOf(connector.upsertLead(own, lead))));
      for (const [index, id] of ids.entries()) {
        expect((await contact(id))?.['parley_lead_id']).toBe(leads[index]?.leadId);
      }
    });

    it('are written again where HubSpot says nothing of them', async () => {
      await hubspot.fault({ ...HUBSPOT_WRITE, status: 200, body: { status: 'COMPLETE', results: [] } });
      await expect(connector.upsertLead(account(), makeLead())).rejects.toMatchObject({ name: 'TransientError' });
    });
  });

  describe('a person whom HubSpot knows already', () => {
    it('stays one contact: it becomes the lead’s, and what people entered stays', async () => {
      const email = `${randomUUID()}@roth.example`;
      const id = await hubspot.seed({ email, firstname: 'Dr. Anna', company: 'Roth & Co' });
      const lead = makeLead({ email: email.toUpperCase(), displayName: 'anna r.', points: 61 });
      const own = account();
      expect(await connector.upsertLead(own, lead)).toMatchObject({ kind: 'done', externalId: id });
      expect(await contact(id)).toMatchObject({
        ...{ firstname: 'Dr. Anna', company: 'Roth & Co', phone: lead.phone, parley_points: '61', parley_tier: 'Warm' },
        parley_lead_id: lead.leadId,
      });
      expect((await contact(id))?.['lastname']).toBeUndefined();
      const later = { ...lead, isNew: false, points: 90, company: null };
      expect(await connector.upsertLead(own, later)).toMatchObject({ kind: 'done', externalId: id });
      expect(await contact(id)).toMatchObject({ firstname: 'Dr. Anna', company: 'Roth & Co', parley_points: '90' });
    });

    it('is left to a person where the contact is another lead’s', async () => {
      const own = account();
      const first = makeLead();
      await idOf(connector.upsertLead(own, first));
      const second = makeLead({ email: first.email });
      const outcome = await connector.upsertLead(own, second);
      expect(outcome).toMatchObject({ kind: 'conflict', error: expect.stringMatching(/^CONFLICT \(contact \d+ /) });
      expect(JSON.stringify(outcome)).not.toContain('fischer');
    });

    it('is left to a person where the lead has a contact of its own', async () => {
      const own = account();
      const lead = makeLead({ email: null });
      const id = await idOf(connector.upsertLead(own, lead));
      const email = `${randomUUID()}@roth.example`;
      await hubspot.seed({ email });
      expect(await connector.upsertLead(own, { ...lead, isNew: false, email })).toMatchObject({ kind: 'conflict' });
      expect((await contact(id))?.['parley_lead_id']).toBe(lead.leadId);
    });

    it('holds up nobody else of the batch', async () => {
      const own = account();
      const email = `${randomUUID()}@roth.example`;
      const id = await hubspot.seed({ email });
      await idOf(connector.upsertLead(own, makeLead()));
      const outcomes = await Promise.all(
        [makeLead(), makeLead({ email }), makeLead()].map((lead) => connector.upsertLead(own, lead)),
      );
      expect(outcomes).toMatchObject([{ kind: 'done' }, { kind: 'done', externalId: id }, { kind: 'done' }]);
    });

    it('is tried again where HubSpot does not say which contact is in the way', async () => {
      const body = { status: 'error', category: 'CONFLICT', message: 'Concurrent write' };
      await hubspot.fault({ ...HUBSPOT_WRITE, status: 409, body });
      await expect(connector.upsertLead(account(), makeLead())).rejects.toMatchObject({ name: 'TransientError' });
    });
  });

  it('makes a contact whole that was deleted there', async () => {
    const own = account();
    const lead = makeLead();
    await hubspot.delete(await idOf(connector.upsertLead(own, lead)));
    const id = await idOf(connector.upsertLead(own, { ...lead, isNew: false }));
    expect(await contact(id)).toMatchObject({ firstname: 'Ada Maria', lastname: 'Fischer', company: 'Fischer & Töchter' });
  });

  it('answers where the contact stands in HubSpot, and asks for that once', async () => {
    const own = account();
    const calls = await hubspot.callsDuring(async () => {
      const outcome = await connector.upsertLead(own, makeLead());
      const id = (outcome as { externalId: string }).externalId;
      expect(outcome).toMatchObject({ url: `https://app.hubspot.com/contacts/147000001/record/0-1/${id}` });
      await idOf(connector.upsertLead(own, makeLead()));
    });
    expect(paths(calls)).toEqual(['GET /account-info/v3/details', UPSERT, UPSERT]);
  });

  describe('notes', () => {
    const notesAt = async (contactId: string) =>
      (await hubspot.records('notes')).filter(({ contactIds }) => contactIds?.includes(contactId));

    it.each([
      ['the answer is lost', { applied: true, drop: true }],
      ['HubSpot does not answer in time', { applied: true, hang: true }],
      ['a gateway answers in its place', { applied: true, status: 504, body: '<html>' }],
    ])('are one after %s, for a process too that never heard of the first attempt', async (_, fault) => {
      const own = account();
      const contactId = await idOf(connector.upsertLead(own, makeLead()));
      const activity = makeActivity(contactId);
      await hubspot.fault({ ...HUBSPOT_WRITE, ...fault, times: 1 });
      await expect(connector.logActivity(own, activity)).rejects.toMatchObject({ name: 'TransientError' });
      const other = hubspotConnector(hubspot.url);
      const id = await idOf(other.logActivity(own, activity));
      expect((await notesAt(contactId)).map((note) => note.id)).toEqual([id]);
      expect(await idOf(connector.logActivity(own, activity))).toBe(id);
    });

    it('ask no search, which does not know what was written a moment ago', async () => {
      const own = account();
      const contactId = await idOf(connector.upsertLead(own, makeLead()));
      const calls = await hubspot.callsDuring(async () => {
        for (const activity of [makeActivity(contactId), makeActivity(contactId)]) await connector.logActivity(own, activity);
      });
      expect(paths(calls).filter((path) => path.includes('search'))).toEqual([]);
      expect(await notesAt(contactId)).toHaveLength(2);
    });

    it('of many leads go out together', async () => {
      const own = account();
      const contactIds = await Promise.all([1, 2, 3, 4, 5].map(() => idOf(connector.upsertLead(own, makeLead()))));
      await connector.logActivity(own, makeActivity(contactIds[0] ?? ''));
      const calls = await hubspot.callsDuring(() =>
        Promise.all(contactIds.map((contactId) => connector.logActivity(own, makeActivity(contactId)))),
      );
      expect(calls.length).toBeLessThanOrEqual(4);
      for (const contactId of contactIds) expect(await notesAt(contactId)).not.toEqual([]);
    });

    it('show what was written and no markup of the person’s', async () => {
      const own = account();
      const contactId = await idOf(connector.upsertLead(own, makeLead()));
      await idOf(connector.logActivity(own, makeActivity(contactId, { text: 'a <script>alert(1)</script>\n& b' })));
      const [note] = await notesAt(contactId);
      expect(note?.properties['hs_note_body']).toContain('a &lt;script&gt;alert(1)&lt;/script&gt;<br>&amp; b');
    });

    it('fit however much their text grows by escaping', async () => {
      const own = account();
      const contactId = await idOf(connector.upsertLead(own, makeLead()));
      await idOf(connector.logActivity(own, makeActivity(contactId, { text: '&'.repeat(60_000) })));
      const [note] = await notesAt(contactId);
      expect(note?.properties['hs_note_body']?.length).toBeLessThanOrEqual(65_536);
      expect(note?.properties['hs_note_body']).toMatch(/Parley activity [0-9a-f-]{36}<\/p>$/);
    });

    it('of a contact that is gone take no others along', async () => {
      const own = account();
      const [here, gone] = [await idOf(connector.upsertLead(own, makeLead())), await idOf(connector.upsertLead(own, makeLead()))];
      await hubspot.delete(gone);
      const outcomes = await Promise.all(
        [here, gone, here].map((contactId) => connector.logActivity(own, makeActivity(contactId))),
      );
      expect(outcomes).toMatchObject([{ kind: 'done' }, { kind: 'gone' }, { kind: 'done' }]);
    });
  });

  describe('limits', () => {
    const limit = (policyName: string, headers: Record<string, string> = {}) =>
      hubspot.fault({ ...HUBSPOT_WRITE, status: 429, headers, body: { status: 'error', message: 'limit', policyName } });

    it('of the day last until midnight of the account, and nothing is asked before', async () => {
      nowMs = Date.parse('2026-11-22T20:30:00Z');
      await hubspot.settings({ timeZone: 'America/New_York' });
      const own = account();
      await idOf(connector.upsertLead(own, makeLead()));
      await hubspot.settings({ dailyLimit: 0 });
      const hoursLeft = 8.5;
      const write = () => connector.upsertLead(own, makeLead({ tier: 'HOT' }));
      expect(await write()).toEqual({ kind: 'limited', error: 'DAILY', retryAfterMs: hoursLeft * 3_600_000 + 60_000 });
      await hubspot.mend();
      expect(await hubspot.callsDuring(write)).toEqual([]);
      nowMs += hoursLeft * 3_600_000 + 60_000;
      await idOf(write());
    });

    it.each([
      ['SECONDLY', {}, 1_000],
      ['TEN_SECONDLY_ROLLING', {}, 3_000],
      ['TEN_SECONDLY_ROLLING', { 'retry-after': '9' }, 9_000],
    ])('of %s pass soon (%j)', async (policyName, headers, retryAfterMs) => {
      await limit(policyName, headers);
      await expect(connector.upsertLead(account(), makeLead())).rejects.toMatchObject({ name: 'TransientError', retryAfterMs });
    });

    it('keep the last tenth of the day for hot leads', async () => {
      nowMs = Date.now();
      const own = account();
      await hubspot.settings({ dailyLimit: 1_000, usedToday: 940 });
      expect(await connector.upsertLead(own, makeLead())).toMatchObject({ kind: 'done', quotaUsed: 0.942 });
      expect(await connector.upsertLead(own, makeLead())).toMatchObject({
        kind: 'limited',
        error: expect.stringContaining('94 %'),
      });
      expect(await connector.logActivity(own, makeActivity('1'))).toMatchObject({ kind: 'limited' });
      await idOf(connector.upsertLead(own, makeLead({ tier: 'HOT' })));
    });

    it.each([
      [423, {}, 2_000],
      [477, { 'retry-after': '60' }, 60_000],
      [502, {}, undefined],
      [503, {}, undefined],
      [504, {}, undefined],
      [524, {}, undefined],
    ])('are not meant by a %i, which may pass (%j)', async (status, headers, retryAfterMs) => {
      await hubspot.fault({ ...HUBSPOT_WRITE, status, headers, body: { status: 'error', message: 'x' } });
      await expect(connector.upsertLead(account(), makeLead())).rejects.toMatchObject({ name: 'TransientError', retryAfterMs });
    });
  });

  it('finds a contact that has the e-mail address of a lead with a contact of its own', async () => {
    const own = account();
    const lead = makeLead({ email: null });
    const externalId = await idOf(connector.upsertLead(own, lead));
    const email = `${randomUUID()}@roth.example`;
    const double = await hubspot.seed({ email });
    expect(await connector.readLeads(own, [{ leadId: lead.leadId, externalId, email: email.toUpperCase() }])).toMatchObject({
      kind: 'read',
      records: [{ externalId, doubles: [double], values: { parley_points: '45' } }],
    });
  });
});
