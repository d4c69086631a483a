import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Simulators, startSimulators } from '../start-simulators.ts';
import { callSimulator } from '../testing/call-simulator.ts';

let simulators: Simulators;
let salesforce: string;
let headers: Record<string, string>;

beforeAll(async () => {
  simulators = await startSimulators({ port: 0, seed: 1 });
  salesforce = `http://127.0.0.1:${simulators.port}/salesforce`;
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'c', client_secret: 'sim-secret-c' });
  const signedIn = await fetch(`${salesforce}/services/oauth2/token`, { method: 'POST', body: form });
  headers = { authorization: `Bearer ${((await signedIn.json()) as { access_token: string }).access_token}` };
});
beforeEach(async () => {
  await callSimulator(`${salesforce}/_records`, { method: 'DELETE' });
  await callSimulator(`${salesforce}/_settings`, { method: 'PUT', json: { duplicateRule: false, lockedShare: 0 } });
});
afterAll(() => simulators.close());

const call = (method: string, path: string, json?: unknown) =>
  callSimulator(`${salesforce}/services/data/v62.0/${path}`, { method, headers, ...(json === undefined ? {} : { json }) });
const row = (id: string, fields: Record<string, unknown> = {}) => ({
  ...{ attributes: { type: 'Lead' }, Parley_Lead_Id__c: id, LastName: id, Company: 'x' },
  ...fields,
});
const upsert = (records: unknown[], more: Record<string, unknown> = {}) =>
  call('PATCH', 'composite/sobjects/Lead/Parley_Lead_Id__c', { allOrNone: false, records, ...more });
const seed = async (type: string, fields: Record<string, unknown>): Promise<string> =>
  (await callSimulator(`${salesforce}/_records`, { method: 'POST', json: { type, fields } })).body.id;
const leads = async () => (await callSimulator(`${salesforce}/_records?type=Lead`)).body as Record<string, unknown>[];

describe('a collection', () => {
  it('has a result for each row, in their order, and takes the good ones', async () => {
    await upsert([row('known')]);
    const { status, body } = await upsert([row('known'), row('bad', { Email: 'no address' }), row('new')]);
    expect(status).toBe(200);
    expect(body).toMatchObject([
      { success: true, created: false },
      { success: false, errors: [{ statusCode: 'INVALID_EMAIL_ADDRESS', fields: ['Email'] }] },
      { success: true, created: true },
    ]);
    expect(await leads()).toHaveLength(2);
  });

  it('refuses the second of two rows of one external id, and one whose id two records have', async () => {
    for (const LastName of ['One', 'Two']) await seed('Lead', { LastName, Company: 'x', Parley_Lead_Id__c: 'double' });
    const { body } = await upsert([row('a'), row('A'), row('double')]);
    expect(body).toMatchObject([
      { success: true },
      { errors: [{ statusCode: 'DUPLICATE_VALUE' }] },
      { errors: [{ statusCode: 'DUPLICATE_EXTERNAL_ID' }] },
    ]);
  });

  it.each([
    ['more than 200 rows', () => upsert(Array.from({ length: 201 }, (_, index) => row(String(index)))), 'EXCEEDED_ID_LIMIT'],
    ['a row without attributes', () => upsert([{ LastName: 'x' }]), 'JSON_PARSER_ERROR'],
    ['a column that is not there', () => upsert([row('a'), row('b', { Nowhere__c: 1 })]), 'INVALID_FIELD'],
    ['what it does not know', () => upsert([row('a')], { more: true }), 'JSON_PARSER_ERROR'],
  ])('is refused whole for %s', async (_, send, errorCode) => {
    const { status, body } = await send();
    expect({ status, body }).toMatchObject({ status: 400, body: [{ errorCode }] });
    expect(await leads()).toEqual([]);
  });

  it('knows no other method, field or object', async () => {
    expect((await call('POST', 'composite/sobjects/Lead/Parley_Lead_Id__c', {})).status).toBe(405);
    expect((await call('PATCH', 'composite/sobjects/Lead/Company', { records: [row('a')] })).status).toBe(404);
    expect((await call('PATCH', 'composite/sobjects/Opportunity/Id', {})).status).toBe(404);
  });

  it('meets locked rows by chance, each for itself', async () => {
    await callSimulator(`${salesforce}/_settings`, { method: 'PUT', json: { lockedShare: 0.5 } });
    const { body } = await upsert(Array.from({ length: 60 }, (_, index) => row(`lock${index}`)));
    const locked = (body as { errors: { statusCode: string }[] }[]).filter(({ errors }) => errors.length > 0);
    expect(locked.length).toBeGreaterThan(10);
    expect(locked.length).toBeLessThan(50);
    expect(new Set(locked.flatMap(({ errors }) => errors.map(({ statusCode }) => statusCode)))).toEqual(
      new Set(['UNABLE_TO_LOCK_ROW']),
    );
    expect(await leads()).toHaveLength(60 - locked.length);
  });
});

describe('a duplicate rule', () => {
  it('names what matches to a single call, by kind, and only its code to a row', async () => {
    const [lead, contact] = [
      await seed('Lead', { LastName: 'a', Company: 'x', Email: 'a@b.example' }),
      await seed('Contact', { LastName: 'a', Email: 'A@b.example' }),
    ];
    await callSimulator(`${salesforce}/_settings`, { method: 'PUT', json: { duplicateRule: true } });
    const fields = { LastName: 'a', Company: 'x', Email: 'a@B.example' };
    const { body } = await call('PATCH', 'sobjects/Lead/Parley_Lead_Id__c/new', fields);
    expect(body).toMatchObject([{ errorCode: 'DUPLICATES_DETECTED' }]);
    const { matchResults } = body[0].duplicateResult;
    expect(matchResults.map((each: { matchRecords: { record: { Id: string } }[] }) => each.matchRecords[0]?.record.Id)).toEqual([
      lead,
      contact,
    ]);
    const rows = (await upsert([row('new', fields)])).body;
    expect(rows).toEqual([
      { success: false, errors: [{ statusCode: 'DUPLICATES_DETECTED', message: expect.any(String), fields: [] }] },
    ]);
  });
});

describe('a lead that is converted', () => {
  it('becomes a contact with its tasks, and can neither be written nor referred to any more', async () => {
    const lead = (await upsert([row('c', { FirstName: 'Ada', Email: 'c@b.example' })])).body[0].id;
    const task = (await call('POST', 'sobjects/Task', { Subject: 'x', WhoId: lead })).body.id;
    const { body } = await callSimulator(`${salesforce}/_convert`, { method: 'POST', json: { leadId: lead } });
    expect((await call('GET', `sobjects/Task/${task}`)).body).toMatchObject({ WhoId: body.contactId });
    expect((await call('GET', `sobjects/Contact/${body.contactId}`)).body).toMatchObject({
      FirstName: 'Ada',
      Email: 'c@b.example',
    });
    const soql = encodeURIComponent(`SELECT ConvertedContactId FROM Lead WHERE Id = '${lead}'`);
    expect((await call('GET', `query?q=${soql}`)).body.records).toMatchObject([{ ConvertedContactId: body.contactId }]);
    expect((await upsert([row('c')])).body).toMatchObject([{ errors: [{ statusCode: 'CANNOT_UPDATE_CONVERTED_LEAD' }] }]);
    expect((await call('POST', 'sobjects/Task', { Subject: 'x', WhoId: lead })).body).toMatchObject([
      { errorCode: 'CANNOT_UPDATE_CONVERTED_LEAD', fields: ['WhoId'] },
    ]);
    expect((await call('POST', 'sobjects/Task', { Subject: 'x', WhoId: body.contactId })).status).toBe(201);
    const missing = await callSimulator(`${salesforce}/_convert`, { method: 'POST', json: { leadId: 'none' } });
    expect(missing.status).toBe(404);
  });
});
