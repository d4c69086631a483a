import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Simulators, startSimulators } from '../start-simulators.ts';
import { callSimulator, type Reply } from '../testing/call-simulator.ts';

let simulators: Simulators;
let hubspot: string;

beforeAll(async () => {
  simulators = await startSimulators({ port: 0, seed: 1 });
  hubspot = `http://127.0.0.1:${simulators.port}/hubspot`;
});
afterEach(async () => {
  await settings({
    ...{
      tenSecondlyLimit: 1_000,
      dailyLimit: 250_000,
      usedToday: 0,
      searchesASecond: 5,
      tokenCallsLimit: 50,
      searchLagMs: 3_000,
    },
    ...{ revokedTokens: [], missingScopes: [], refuseAllTokens: false },
  });
  await callSimulator(`${hubspot}/_records`, { method: 'DELETE' });
});
afterAll(() => simulators.close());

const settings = (json: unknown) => callSimulator(`${hubspot}/_settings`, { method: 'PUT', json });
const ask = (method: string, path: string, json?: unknown, token = 'pat-sim-1'): Promise<Reply> =>
  callSimulator(`${hubspot}${path}`, { method, json, headers: { authorization: `Bearer ${token}` } });
const CONTACTS = '/crm/v3/objects/contacts';
const makeContact = async (properties: Record<string, string>): Promise<string> =>
  (await ask('POST', CONTACTS, { properties })).body.id;
const upsert = (inputs: unknown[]) => ask('POST', `${CONTACTS}/batch/upsert`, { inputs });
const byEmail = (email: string, properties: Record<string, string> = {}, traceId?: string) => ({
  ...{ id: email, idProperty: 'email', properties },
  ...(traceId === undefined ? {} : { objectWriteTraceId: traceId }),
});
const refresh = (form: Record<string, string>): Promise<Response> =>
  fetch(`${hubspot}/oauth/v1/token`, { method: 'POST', body: new URLSearchParams(form) });
const tokenOf = async (form: Record<string, string>) => (await (await refresh(form)).json()) as { access_token: string };
const GOOD_CLIENT = {
  ...{ grant_type: 'refresh_token', client_id: 'acme', client_secret: 'sim-secret-acme' },
  refresh_token: 'sim-refresh-1',
};

describe('the HubSpot stand-in', () => {
  it('gives access tokens for a refresh token, which end by themselves', async () => {
    await settings({ tokenLifetimeS: 0 });
    const short = await tokenOf(GOOD_CLIENT);
    expect(await ask('GET', CONTACTS, undefined, short.access_token)).toMatchObject({
      status: 401,
      body: { category: 'EXPIRED_AUTHENTICATION', message: expect.stringContaining('expired') },
    });
    await settings({ tokenLifetimeS: 1_800 });
    const fresh = await tokenOf(GOOD_CLIENT);
    expect(fresh).toMatchObject({ token_type: 'bearer', expires_in: 1_800 });
    expect((await ask('GET', CONTACTS, undefined, fresh.access_token)).status).toBe(200);
  });

  it.each([
    [{ refresh_token: 'stolen' }, 'BAD_REFRESH_TOKEN'],
    [{ client_secret: 'wrong' }, 'BAD_CLIENT_SECRET'],
    [{ client_id: '' }, 'BAD_CLIENT_ID'],
  ])('refuses to refresh with %j', async (wrong, status) => {
    const response = await refresh({ ...GOOD_CLIENT, ...wrong });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ status });
  });

  it.each([undefined, 'Bearer nobody', 'Basic eDp5'])('lets nobody in with %s', async (authorization) => {
    const headers: Record<string, string> = authorization ? { authorization } : {};
    expect((await callSimulator(`${hubspot}${CONTACTS}`, { headers })).status).toBe(401);
  });

  it('says which scope a call lacks', async () => {
    await settings({ missingScopes: ['crm.objects.contacts.write'] });
    expect(await ask('POST', CONTACTS, { properties: {} })).toMatchObject({ status: 403, body: { category: 'MISSING_SCOPES' } });
    expect((await ask('GET', CONTACTS)).status).toBe(200);
  });

  it('tells the limits of ten seconds, of the day and of searches apart', async () => {
    await settings({ tenSecondlyLimit: 1 });
    expect((await ask('GET', CONTACTS)).headers.get('x-hubspot-ratelimit-remaining')).toBe('0');
    expect(await ask('GET', CONTACTS)).toMatchObject({ status: 429, body: { policyName: 'TEN_SECONDLY_ROLLING' } });
    await settings({ tenSecondlyLimit: 10, dailyLimit: 1, usedToday: 1 });
    const daily = await ask('GET', CONTACTS);
    expect(daily).toMatchObject({ status: 429, body: { policyName: 'DAILY', errorType: 'RATE_LIMIT' } });
    expect(daily.headers.get('x-hubspot-ratelimit-daily-remaining')).toBe('0');
    await settings({ dailyLimit: 100, searchesASecond: 1 });
    const search = await ask('POST', `${CONTACTS}/search`, {});
    expect(search.headers.get('x-hubspot-ratelimit-remaining')).toBeNull();
    expect(await ask('POST', `${CONTACTS}/search`, {})).toMatchObject({ status: 429, body: { policyName: 'SECONDLY' } });
  });

  it('names every property that is not valid', async () => {
    const { status, body } = await ask('POST', CONTACTS, { properties: { email: 'nobody', shoe_size: '41', createdate: '1' } });
    expect(status).toBe(400);
    for (const code of ['INVALID_EMAIL', 'PROPERTY_DOESNT_EXIST', 'READ_ONLY_VALUE']) expect(body.message).toContain(code);
  });

  it('has one contact of an e-mail address, whatever its case', async () => {
    const id = await makeContact({ email: 'Ada@Fischer.example' });
    expect(await ask('POST', CONTACTS, { properties: { email: 'ada@fischer.EXAMPLE' } })).toMatchObject({
      status: 409,
      body: { category: 'CONFLICT', message: `Contact already exists. Existing ID: ${id}` },
    });
  });

  it('upserts by a unique property, and by no other', async () => {
    const property = { name: 'our_id', label: 'Our id', type: 'string', fieldType: 'text', groupName: 'contactinformation' };
    await ask('POST', '/crm/v3/properties/contacts', { ...property, hasUniqueValue: true });
    const row = { id: '7', idProperty: 'our_id', properties: { firstname: 'Ada' } };
    const first = await upsert([row]);
    expect(first).toMatchObject({
      status: 200,
      body: { results: [{ new: true, properties: { our_id: '7', firstname: 'Ada' } }] },
    });
    expect(await upsert([row])).toMatchObject({ body: { results: [{ new: false, id: first.body.results[0].id }] } });
    expect(await upsert([{ ...row, idProperty: 'company' }])).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('non-unique') },
    });
  });

  it('tells row by row where every row has a trace id, and refuses a batch whole where not', async () => {
    const rows = (traced: boolean) => [
      byEmail('good@one.example', {}, traced ? 'a' : undefined),
      byEmail('good@two.example', { hs_lead_status: 'NO_SUCH' }, traced ? 'b' : undefined),
    ];
    expect(await upsert(rows(false))).toMatchObject({ status: 400 });
    expect((await ask('GET', CONTACTS)).body.results).toEqual([]);
    expect(await upsert(rows(true))).toMatchObject({
      status: 207,
      body: { results: [{ objectWriteTraceId: 'a' }], numErrors: 1, errors: [{ context: { objectWriteTraceId: ['b'] } }] },
    });
  });

  it('updates by its own ids, and tells which of them are not there', async () => {
    const id = await makeContact({ email: 'ada@one.example', company: 'Before' });
    const row = (each: string) => ({ id: each, objectWriteTraceId: each, properties: { company: 'After' } });
    expect(await ask('POST', `${CONTACTS}/batch/update`, { inputs: [row(id), row('5')] })).toMatchObject({
      status: 207,
      body: {
        results: [{ id, properties: { company: 'After' } }],
        errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['5'] } }],
      },
    });
  });

  it('takes back an update that stood in a batch which was refused', async () => {
    const id = await makeContact({ email: 'ada@one.example', company: 'Before' });
    await upsert([byEmail('ada@one.example', { company: 'After' }), byEmail('other@one.example', { hs_lead_status: 'NO_SUCH' })]);
    expect((await ask('GET', `${CONTACTS}/${id}?properties=company`)).body.properties.company).toBe('Before');
  });

  it('refuses a batch that names a record twice, and one that is too long', async () => {
    expect(await upsert([byEmail('a@b.example'), byEmail('A@b.example')])).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('Duplicate IDs found in batch input') },
    });
    const many = Array.from({ length: 101 }, (_, index) => byEmail(`${index}@b.example`));
    expect((await upsert(many)).status).toBe(400);
  });

  it('finds by a search only what was written a while ago, and by its id at once', async () => {
    const id = await makeContact({ email: 'ada@one.example' });
    const search = { filterGroups: [{ filters: [{ propertyName: 'email', operator: 'EQ', value: 'ada@one.example' }] }] };
    expect((await ask('POST', `${CONTACTS}/search`, search)).body.total).toBe(0);
    expect((await ask('GET', `${CONTACTS}/${id}`)).status).toBe(200);
    await settings({ searchLagMs: 0 });
    expect((await ask('POST', `${CONTACTS}/search`, search)).body).toMatchObject({ total: 1, results: [{ id }] });
  });

  it('hangs a note on its contact, where the associations show it at once', async () => {
    const contactId = await makeContact({ firstname: 'Ada' });
    const note = (typeId: number, to = contactId) =>
      ask('POST', '/crm/v3/objects/notes', {
        properties: { hs_timestamp: '2026-11-20T10:00:00Z', hs_note_body: 'Hello' },
        associations: [{ to: { id: to }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: typeId }] }],
      });
    expect((await note(198)).status).toBe(400);
    expect((await note(202, '1')).status).toBe(404);
    const { body } = await note(202);
    const read = await ask('POST', '/crm/v4/associations/contacts/notes/batch/read', {
      inputs: [{ id: contactId }, { id: '5' }],
    });
    expect(read).toMatchObject({
      status: 207,
      body: {
        results: [{ from: { id: contactId }, to: [{ toObjectId: Number(body.id) }] }],
        errors: [{ subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND', context: { fromObjectId: ['5'] } }],
      },
    });
    expect(await ask('POST', '/crm/v3/objects/notes', { properties: {} })).toMatchObject({
      body: { context: { properties: ['hs_timestamp'] } },
    });
  });

  it('pages through contacts', async () => {
    for (const name of ['a', 'b', 'c']) await makeContact({ firstname: name });
    const first = (await ask('GET', `${CONTACTS}?limit=2`)).body;
    expect(first.results).toHaveLength(2);
    const second = (await ask('GET', `${CONTACTS}?limit=2&after=${first.paging.next.after}`)).body;
    expect(second.results).toHaveLength(1);
    expect(second.paging).toBeUndefined();
  });

  it('knows a property that was made, and makes none twice', async () => {
    const property = { name: 'our_tier', label: 'Tier', type: 'string', fieldType: 'text', groupName: 'contactinformation' };
    expect((await ask('POST', '/crm/v3/properties/contacts', property)).status).toBe(201);
    expect((await ask('POST', '/crm/v3/properties/contacts', property)).status).toBe(409);
    const { results } = (await ask('GET', '/crm/v3/properties/contacts')).body;
    expect(results).toContainEqual(expect.objectContaining({ name: 'our_tier', hubspotDefined: false, hasUniqueValue: false }));
  });
});
