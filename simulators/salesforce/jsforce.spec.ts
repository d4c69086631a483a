import { Connection } from 'jsforce/lib/connection.js';
import { OAuth2 } from 'jsforce/lib/oauth2.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Simulators, startSimulators } from '../start-simulators.ts';
import { callSimulator } from '../testing/call-simulator.ts';

// The SDK is the oracle: what it makes of our answers is what a program of ours would see.

let simulators: Simulators;
let salesforce: string;
let connection: Connection;

beforeAll(async () => {
  const facebook = { webhookUrl: 'http://127.0.0.1:9/none', appSecret: 's', verifyToken: 'v' };
  simulators = await startSimulators({ port: 0, facebook, seed: 1 });
  salesforce = `http://127.0.0.1:${simulators.port}/salesforce`;
  connection = await connect('62.0');
});

afterAll(() => simulators.close());

afterEach(async () => {
  await callSimulator(`${salesforce}/_faults`, { method: 'DELETE' });
});

async function connect(version: string): Promise<Connection> {
  const oauth2 = new OAuth2({ loginUrl: salesforce, clientId: 'c1', clientSecret: 'sim-secret-c1' });
  const fresh = new Connection({ oauth2, version, loginUrl: salesforce });
  await fresh.authorize({ grant_type: 'client_credentials' });
  return fresh;
}

const ann = { LastName: 'Roth', Company: 'Roth & Söhne' };

describe('jsforce', () => {
  it('is authorised with client credentials and led to the stand-in', () => {
    expect(connection.instanceUrl).toBe(salesforce);
    expect(connection.accessToken).toMatch(/^00DPx00000Sim00!AQ/);
    expect(connection.userInfo?.organizationId).toBe('00DPx00000Sim00MAB');
  });

  it('creates, updates and reads a lead by external id', async () => {
    const created = await connection
      .sobject('Lead')
      .upsert({ ...ann, Parley_Lead_Id__c: 'lead-1', Rating: 'Hot' }, 'Parley_Lead_Id__c');
    expect(created).toEqual({ id: expect.stringMatching(/^00Q\w{15}$/), success: true, errors: [], created: true });
    const updated = await connection
      .sobject('Lead')
      .upsert({ Parley_Lead_Id__c: 'lead-1', Parley_Points__c: 87 }, 'Parley_Lead_Id__c');
    expect(updated).toMatchObject({ id: created.id, created: false });
    const read = await connection.sobject('Lead').retrieve(String(created.id));
    expect(read).toMatchObject({ LastName: 'Roth', Rating: 'Hot', Parley_Points__c: 87, Status: 'Open - Not Contacted' });
    expect(connection.limitInfo.apiUsage?.limit).toBe(100_000);
  });

  it('gets no id back from an update by external id in version 45', async () => {
    const old = await connect('45.0');
    await old.sobject('Lead').upsert({ ...ann, Parley_Lead_Id__c: 'lead-45' }, 'Parley_Lead_Id__c');
    const updated = await old.sobject('Lead').upsert({ ...ann, Parley_Lead_Id__c: 'lead-45' }, 'Parley_Lead_Id__c');
    expect(updated.id).toBeUndefined();
  });

  it('hangs a task on a lead and finds it by query', async () => {
    const lead = await connection.sobject('Lead').create({ ...ann, Email: 'anna@roth.example' });
    const activity = { Parley_Activity_Id__c: "o'clock", WhoId: lead.id, Subject: 'Asked for a price', Status: 'Completed' };
    await connection.sobject('Task').upsert(activity, 'Parley_Activity_Id__c');
    const found = await connection
      .sobject('Task')
      .find({ Parley_Activity_Id__c: "o'clock", IsClosed: true }, ['Id', 'WhoId', 'Subject']);
    expect(found).toMatchObject([{ WhoId: lead.id, Subject: 'Asked for a price' }]);
    const counted = await connection.query(`SELECT COUNT() FROM Lead WHERE Email = 'ANNA@ROTH.EXAMPLE'`);
    expect(counted.totalSize).toBe(1);
  });

  it('describes the custom fields', async () => {
    const { fields } = await connection.sobject('Lead').describe();
    const field = fields.find(({ name }) => name === 'Parley_Lead_Id__c');
    expect(field).toMatchObject({ externalId: true, custom: true, length: 255 });
  });

  it('deletes a lead, which is then not found', async () => {
    const { id } = await connection.sobject('Lead').create(ann);
    await connection.sobject('Lead').destroy(String(id));
    await expect(connection.sobject('Lead').retrieve(String(id))).rejects.toMatchObject({ errorCode: 'NOT_FOUND' });
  });

  it.each([
    ['REQUIRED_FIELD_MISSING', 'Lead', { LastName: 'Roth' }],
    ['INVALID_FIELD', 'Lead', { ...ann, Nonsense__c: 'x' }],
    ['STRING_TOO_LONG', 'Lead', { ...ann, LastName: 'x'.repeat(81) }],
    ['STRING_TOO_LONG', 'Task', { Subject: 'x'.repeat(256) }],
    ['INVALID_EMAIL_ADDRESS', 'Lead', { ...ann, Email: 'anna at roth' }],
    ['INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'Lead', { ...ann, Rating: 'HOT' }],
    ['MALFORMED_ID', 'Task', { WhoId: 'nobody' }],
    ['INVALID_CROSS_REFERENCE_KEY', 'Task', { WhoId: '00QPx0000000000MAA' }],
    ['JSON_PARSER_ERROR', 'Lead', { ...ann, Parley_Points__c: 'many' }],
    ['INVALID_FIELD_FOR_INSERT_UPDATE', 'Lead', { ...ann, CreatedDate: '2026-01-01T00:00:00Z' }],
  ])('meets %s for a bad %s', async (errorCode, type, record) => {
    await expect(connection.sobject(type).create(record)).rejects.toMatchObject({ errorCode });
  });

  it('meets an unknown external id field, two matches and a converted lead', async () => {
    const upsert = (field: string, value: string): Promise<unknown> =>
      connection.sobject('Lead').upsert({ ...ann, [field]: value }, field);
    await expect(upsert('Nonsense__c', 'x')).rejects.toMatchObject({ errorCode: 'NOT_FOUND' });
    const seed = (fields: object): Promise<unknown> =>
      callSimulator(`${salesforce}/_records`, { json: { type: 'Lead', fields } });
    await seed({ ...ann, Parley_Lead_Id__c: 'twice' });
    await seed({ ...ann, Parley_Lead_Id__c: 'twice' });
    await expect(upsert('Parley_Lead_Id__c', 'twice')).rejects.toMatchObject({ name: 'MULTIPLE_CHOICES' });
    await seed({ ...ann, Parley_Lead_Id__c: 'converted', IsConverted: true });
    await expect(upsert('Parley_Lead_Id__c', 'converted')).rejects.toMatchObject({ errorCode: 'CANNOT_UPDATE_CONVERTED_LEAD' });
  });

  it('refreshes once after all sessions have expired', async () => {
    let refreshes = 0;
    const refreshing = new Connection({
      instanceUrl: salesforce,
      accessToken: 'expired',
      version: '62.0',
      refreshFn: (_connection, done) => {
        refreshes += 1;
        connect('62.0').then((fresh) => done(null, String(fresh.accessToken)), done);
      },
    });
    await callSimulator(`${salesforce}/_expire-sessions`, { method: 'POST' });
    await expect(connection.query('SELECT Id FROM Lead LIMIT 1')).rejects.toThrow('refresh');
    expect((await refreshing.query('SELECT Id FROM Lead LIMIT 1')).totalSize).toBe(1);
    expect(refreshes).toBe(1);
    connection = await connect('62.0');
  });
});
