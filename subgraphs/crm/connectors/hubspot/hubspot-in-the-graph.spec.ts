import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CrmConnection } from '../../connection/crm-connection.entity.ts';
import { CrmTenant, MANAGER, makeDelivered, makeScored, READER, REPLY_TEXT } from '../../testing/crm-tenant.ts';
import { HUBSPOT_WRITE, HubspotStandIn, OAUTH_APP, PRIVATE_APP } from '../../testing/hubspot-fixture.ts';

let crm: CrmTenant;
let hubspot: HubspotStandIn;
beforeAll(async () => {
  crm = await CrmTenant.make();
  hubspot = await HubspotStandIn.at(crm.salesforce.hubspotUrl);
});
afterEach(async () => {
  await hubspot.mend();
  await crm.disconnectAll();
});
afterAll(() => crm.close());

const CONNECT =
  'mutation($input: ConnectCrmInput!) { connectCrm(input: $input) { id kind status fieldMapping quotaUsed lastError } }';
const input = (given: Record<string, unknown> = {}) => ({
  input: { kind: 'HUBSPOT', displayName: 'Sales', credentials: PRIVATE_APP, ...given },
});
const connect = async (given: Record<string, unknown> = {}) =>
  (await crm.graph.answer(MANAGER, CONNECT, input(given)))['connectCrm'] as Record<string, unknown> & { id: string };
const errorOf = async (given: Record<string, unknown>) => (await crm.graph.ask(MANAGER, CONNECT, input(given))).errors?.[0];
const contactsOf = async (leadId: string) =>
  (await hubspot.records('contacts')).filter(({ properties }) => properties['parley_lead_id'] === leadId);

describe('HubSpot in the graph', () => {
  it.each([[PRIVATE_APP], [OAUTH_APP]])('is connected with %j, which stays sealed', async (credentials) => {
    const connection = await connect({ credentials });
    expect(connection).toMatchObject({
      ...{ kind: 'HUBSPOT', status: 'CONNECTED', lastError: null },
      fieldMapping: { email: 'email', tier: 'parley_tier', rating: null },
    });
    const stored = await crm.tenant.ctx().em.findOneOrFail(CrmConnection, { id: connection.id });
    expect(Buffer.from(stored.credentials ?? []).includes('sim-')).toBe(false);
  });

  it.each([
    [{ credentials: { accessToken: 'stolen' } }, 'input.credentials'],
    [{ credentials: { ...OAUTH_APP, refreshToken: 'revoked' } }, 'input.credentials'],
    [{ credentials: { clientId: 'acme' } }, 'input.credentials'],
    [{ fieldMapping: { tier: 'no_such_property' } }, 'input.fieldMapping'],
    [{ fieldMapping: { tier: 'Tier' } }, 'input.fieldMapping'],
    [{ fieldMapping: { lastName: null } }, 'input.fieldMapping'],
  ])('refuses %j and names the input at fault, and stores nothing', async (given, field) => {
    const before = await crm.tenant.ctx().em.count(CrmConnection);
    const error = await errorOf(given);
    expect(error).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field } });
    expect(JSON.stringify(error)).not.toMatch(/stolen|revoked/);
    expect(await crm.tenant.ctx().em.count(CrmConnection)).toBe(before);
  });

  it('takes no credentials for another account, where the numbers of its contacts are other people', async () => {
    const { id } = await connect();
    const update = (credentials: Record<string, string>) =>
      crm.graph.ask(
        MANAGER,
        'mutation($id: ID!, $credentials: JSON) { updateCrmConnection(id: $id, credentials: $credentials) { id status } }',
        { id, credentials },
      );
    expect(await update(OAUTH_APP)).toMatchObject({ data: { updateCrmConnection: { status: 'CONNECTED' } } });
    await hubspot.fault({ match: { path: '/account-info' }, status: 200, body: { portalId: 1, uiDomain: 'app.hubspot.com' } });
    await crm.disconnectAll();
    expect((await update({ accessToken: 'pat-sim-other' })).errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', field: 'credentials' } },
    ]);
    const stored = await crm.tenant.ctx().em.findOneOrFail(CrmConnection, { id });
    expect(stored).toMatchObject({ status: 'DISCONNECTED', credentials: null });
  });

  it('cannot be connected while HubSpot is away', async () => {
    await hubspot.fault({ match: { path: '/account-info' }, status: 503, body: '' });
    expect(await errorOf({})).toMatchObject({ extensions: { code: 'UPSTREAM_UNAVAILABLE' } });
  });

  it('has a lead as one contact and its reply as one note, whatever is delivered twice', async () => {
    const { id } = await connect();
    const scored = makeScored({}, { email: `${randomUUID()}@fischer.example` });
    const delivered = makeDelivered(scored);
    for (const _ of [1, 2]) {
      await crm.score(scored);
      await crm.reply(delivered);
    }
    const [contact, ...more] = await contactsOf(scored.data.leadId);
    expect(more).toEqual([]);
    expect(contact?.properties).toMatchObject({
      firstname: 'Ada',
      lastname: 'Fischer',
      parley_tier: 'Warm',
      parley_points: '45',
    });
    const notes = (await hubspot.records('notes')).filter(({ contactIds }) => contactIds?.includes(contact?.id ?? ''));
    expect(notes.map(({ properties }) => properties['hs_note_body'])).toEqual([expect.stringContaining(REPLY_TEXT)]);
    const [link] = await crm.linksOf(scored);
    expect(link).toMatchObject({ status: 'SYNCED', externalId: contact?.id, url: expect.stringContaining('/record/0-1/') });
    const [activity] = await crm.activitiesOf(scored);
    expect(activity).toMatchObject({ externalId: notes[0]?.id, description: null });
    const data = await crm.graph.answer(READER, '{ crmConnections { id quotaUsed } }');
    const { quotaUsed } = (data['crmConnections'] as { id: string; quotaUsed: number }[]).find((each) => each.id === id) ?? {};
    expect(quotaUsed).toBeGreaterThan(0);
  });

  it('writes a reply once that HubSpot took without saying so', async () => {
    await connect();
    const scored = makeScored({}, { email: null });
    await crm.score(scored);
    const delivered = makeDelivered(scored);
    await hubspot.fault({ ...HUBSPOT_WRITE, applied: true, drop: true, times: 1 });
    await expect(crm.reply(delivered)).rejects.toMatchObject({ name: 'TransientError' });
    await crm.reply(delivered);
    const [contact] = await contactsOf(scored.data.leadId);
    const notes = (await hubspot.records('notes')).filter(({ contactIds }) => contactIds?.includes(contact?.id ?? ''));
    expect(notes).toHaveLength(1);
  });

  it('shows in a dry run what it would write, and changes nothing', async () => {
    const { id: connection } = await connect({ fieldMapping: { points: null } });
    const scored = makeScored({}, { email: `${randomUUID()}@fischer.example` });
    await crm.score(scored);
    const caller = { scopes: ['crm:read', 'contacts:pii'] };
    const PREVIEW =
      'query($connection: ID!, $lead: ID!, $mapping: JSON) { previewCrmRecord(connectionId: $connection, leadId: $lead, fieldMapping: $mapping) }';
    const variables = { connection, lead: scored.data.leadId, mapping: { stage: 'jobtitle', tier: 'hs_lead_status' } };
    const calls = await hubspot.callsDuring(async () => {
      expect(await crm.graph.answer(caller, PREVIEW, variables)).toMatchObject({
        previewCrmRecord: {
          record: { jobtitle: 'NEW', hs_lead_status: 'Warm', email: scored.personal?.email },
          problems: [expect.stringContaining('lacks the options')],
        },
      });
    });
    expect(calls.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('is compared: what is deleted, changed and there twice is told, and what is in step is not', async () => {
    const { id } = await connect();
    const write = async (email: string | null = null) => {
      const scored = makeScored({}, { email });
      await crm.score(scored);
      const [contact] = await contactsOf(scored.data.leadId);
      return { leadId: scored.data.leadId, contactId: contact?.id ?? '' };
    };
    const [, deleted, changed] = [await write(`${randomUUID()}@fischer.example`), await write(), await write()];
    await hubspot.delete(deleted.contactId);
    await hubspot.enter(changed.contactId, { parley_points: '1' });
    const RECONCILE = 'mutation($id: ID!) { reconcileCrm(connectionId: $id) { checked missing stale duplicates } }';
    const reconcile = async () => (await crm.graph.answer(MANAGER, RECONCILE, { id }))['reconcileCrm'];
    expect(await reconcile()).toEqual({ checked: 3, missing: [deleted.leadId], stale: [changed.leadId], duplicates: [] });
    // somebody moved the address to a contact of their own
    const email = `${randomUUID()}@fischer.example`;
    const moved = await write(email);
    await hubspot.enter(moved.contactId, { email: null });
    await hubspot.seed({ email });
    expect(await reconcile()).toMatchObject({ checked: 4, duplicates: [moved.leadId] });
  });

  it('leaves a lead to a person whose e-mail address is another lead’s, and goes on once that is sorted out', async () => {
    await connect();
    const email = `${randomUUID()}@fischer.example`;
    const [first, second] = [makeScored({}, { email }), makeScored({}, { email })];
    await crm.score(first);
    await crm.score(second);
    const [link] = await crm.linksOf(second);
    expect(link).toMatchObject({ status: 'CONFLICT', lastError: expect.stringMatching(/^CONFLICT \(contact \d+/) });
    expect(link?.lastError).not.toContain('@');
    const [contact] = await contactsOf(first.data.leadId);
    await hubspot.enter(contact?.id ?? '', { email: null });
    await crm.graph.answer(MANAGER, 'mutation($id: ID!) { resyncLead(leadId: $id) { status } }', { id: second.data.leadId });
    expect(await contactsOf(second.data.leadId)).toHaveLength(1);
  });

  it('waits where the day’s calls are used up, and says so', async () => {
    const { id } = await connect();
    await hubspot.settings({ dailyLimit: 0 });
    const scored = makeScored({}, { email: null });
    await expect(crm.score(scored)).rejects.toMatchObject({ name: 'TransientError', unlimited: true });
    const data = await crm.graph.answer(READER, '{ crmConnections { id status lastError } }');
    expect(data['crmConnections']).toContainEqual({ id, status: 'DEGRADED', lastError: 'DAILY' });
  });

  it('is disconnected when its token was revoked, and writes what waited with another one', async () => {
    const { id } = await connect();
    await hubspot.settings({ revokedTokens: [PRIVATE_APP.accessToken] });
    const scored = makeScored({}, { email: null });
    await crm.score(scored);
    const status = async () => {
      const data = await crm.graph.answer(READER, '{ crmConnections { id status } }');
      return (data['crmConnections'] as { id: string; status: string }[]).find((each) => each.id === id)?.status;
    };
    expect(await status()).toBe('DISCONNECTED');
    const variables = { id, credentials: { accessToken: 'pat-sim-other' } };
    const UPDATE =
      'mutation($id: ID!, $credentials: JSON) { updateCrmConnection(id: $id, credentials: $credentials) { status } }';
    await crm.graph.answer(MANAGER, UPDATE, variables);
    await crm.catchUp();
    expect(await status()).toBe('CONNECTED');
    expect(await contactsOf(scored.data.leadId)).toHaveLength(1);
  });
});
