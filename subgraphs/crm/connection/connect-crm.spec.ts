import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CREDENTIALS, CrmTenant, MANAGER, makeScored, READER } from '../testing/crm-tenant.ts';
import { CrmConnection } from './crm-connection.entity.ts';

let crm: CrmTenant;
beforeAll(async () => {
  crm = await CrmTenant.make();
});
afterEach(async () => {
  await crm.salesforce.mend();
  await crm.disconnectAll();
});
afterAll(() => crm.close());

const CONNECT =
  'mutation($input: ConnectCrmInput!, $key: String) { connectCrm(input: $input, idempotencyKey: $key) { id kind displayName status fieldMapping lastSyncAt lastError quotaUsed } }';
const UPDATE =
  'mutation($id: ID!, $name: String, $credentials: JSON, $mapping: JSON) { updateCrmConnection(id: $id, displayName: $name, credentials: $credentials, fieldMapping: $mapping) { id displayName status fieldMapping } }';
const input = (given: Record<string, unknown> = {}) => ({
  input: { kind: 'SALESFORCE', displayName: 'Sales', credentials: CREDENTIALS, ...given },
});
const stored = (id: string): Promise<CrmConnection> => crm.tenant.ctx().em.findOneOrFail(CrmConnection, { id });
const errorOf = async (operation: string, variables: Record<string, unknown>, caller = MANAGER) =>
  (await crm.graph.ask(caller, operation, variables)).errors?.[0];
const calls = async () => (await crm.salesforce.journal()).length;

describe('connectCrm', () => {
  it('connects with credentials that work, and keeps them sealed', async () => {
    const data = await crm.graph.answer(MANAGER, CONNECT, input());
    expect(data['connectCrm']).toMatchObject({
      ...{ kind: 'SALESFORCE', displayName: 'Sales', status: 'CONNECTED', lastSyncAt: null, lastError: null },
      fieldMapping: { email: 'Email', tier: 'Parley_Tier__c', stage: null },
    });
    const { credentials } = await stored((data['connectCrm'] as { id: string }).id);
    expect(Buffer.from(credentials ?? []).includes('sim-secret')).toBe(false);
  });

  it('signs in by a key of the tenant’s, and shows it to nobody', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    await crm.salesforce.settings({ jwtPublicKeys: { 'jwt-app': publicKey } });
    const credentials = { clientId: 'jwt-app', username: 'robot@acme.example', privateKey };
    const answer = await crm.graph.answer(MANAGER, CONNECT, input({ credentials }));
    const row = await stored((answer['connectCrm'] as { id: string }).id);
    const error = await errorOf(CONNECT, input({ credentials: { ...credentials, username: 'unapproved@acme.example' } }));
    expect(error).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field: 'input.credentials' } });
    const secret = privateKey.split('\n')[3] ?? '';
    expect(Buffer.from(row.credentials ?? []).includes(secret)).toBe(false);
    expect(JSON.stringify({ answer, error, journal: await crm.salesforce.wholeJournal() })).not.toContain(secret);
  });

  it('signs in by a refresh token where one is given', async () => {
    const credentials = { ...CREDENTIALS, refreshToken: 'sim-refresh-1' };
    expect(await crm.graph.answer(MANAGER, CONNECT, input({ credentials }))).toMatchObject({
      connectCrm: { status: 'CONNECTED' },
    });
    const refused = { ...CREDENTIALS, refreshToken: 'revoked' };
    expect(await errorOf(CONNECT, input({ credentials: refused }))).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', field: 'input.credentials' },
    });
  });

  it.each([
    [{ credentials: { clientId: 'acme', clientSecret: 'wrong' } }, 'input.credentials'],
    [{ credentials: { apiKey: 'x' } }, 'input.credentials'],
    [{ credentials: 'x' }, 'input.credentials'],
    [{ displayName: '  ' }, 'input.displayName'],
    [{ displayName: 'x'.repeat(101) }, 'input.displayName'],
    [{ fieldMapping: { shoeSize: 'Shoe__c' } }, 'input.fieldMapping'],
    [{ fieldMapping: { tier: 'No_Such_Field__c' } }, 'input.fieldMapping'],
    [{ fieldMapping: { tier: 'CreatedDate' } }, 'input.fieldMapping'],
  ])('refuses %j and names the input at fault', async (given, field) => {
    const before = await crm.tenant.ctx().em.count(CrmConnection);
    const error = await errorOf(CONNECT, input(given));
    expect(error).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field } });
    expect(JSON.stringify(error)).not.toContain('wrong');
    expect(await crm.tenant.ctx().em.count(CrmConnection)).toBe(before);
  });

  it('says that the CRM cannot be asked now, and stores nothing', async () => {
    const before = await crm.tenant.ctx().em.count(CrmConnection);
    await crm.salesforce.fault({ match: { path: '/oauth2/token' }, status: 503, body: '' });
    expect(await errorOf(CONNECT, input())).toMatchObject({ extensions: { code: 'UPSTREAM_UNAVAILABLE' } });
    expect(await crm.tenant.ctx().em.count(CrmConnection)).toBe(before);
  });

  it('makes one connection of one key, at the same moment too', async () => {
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => crm.graph.answer(MANAGER, CONNECT, { ...input(), key })));
    const again = await crm.graph.answer(MANAGER, CONNECT, { ...input(), key });
    expect(new Set([...answers, again].map((data) => (data['connectCrm'] as { id: string }).id)).size).toBe(1);
  });

  it('is for who may manage the CRM', async () => {
    expect(await errorOf(CONNECT, input(), READER)).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  });
});

describe('updateCrmConnection', () => {
  it('renames without asking the CRM', async () => {
    const id = await crm.connect();
    const before = await calls();
    expect(await crm.graph.answer(MANAGER, UPDATE, { id, name: 'EMEA' })).toMatchObject({
      updateCrmConnection: { displayName: 'EMEA', status: 'CONNECTED' },
    });
    expect(await calls()).toBe(before);
  });

  it('writes by a new mapping from now on', async () => {
    const id = await crm.connect();
    await crm.graph.answer(MANAGER, UPDATE, { id, mapping: { stage: 'LeadSource' } });
    const scored = makeScored({ stage: 'ENGAGED' });
    await crm.score(scored);
    expect(await crm.leadsOf(scored)).toMatchObject([{ LeadSource: 'ENGAGED' }]);
  });

  it('keeps the old credentials when new ones do not work', async () => {
    const id = await crm.connect();
    const before = await stored(id);
    const credentials = { clientId: 'acme', clientSecret: 'wrong' };
    expect(await errorOf(UPDATE, { id, credentials })).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', field: 'credentials' },
    });
    expect((await stored(id)).credentials).toEqual(before.credentials);
  });

  it('connects again what was disconnected', async () => {
    const id = await crm.connect();
    await crm.disconnectAll();
    expect(await errorOf(UPDATE, { id, mapping: { tier: 'Title' } })).toMatchObject({ extensions: { code: 'CONFLICT' } });
    expect(await crm.graph.answer(MANAGER, UPDATE, { id, credentials: CREDENTIALS })).toMatchObject({
      updateCrmConnection: { status: 'CONNECTED' },
    });
  });

  it.each(['nonsense', randomUUID()])('does not find %s', async (id) => {
    expect(await errorOf(UPDATE, { id, name: 'x' })).toMatchObject({ extensions: { code: 'NOT_FOUND' } });
  });
});

describe('disconnectCrm', () => {
  it('forgets the credentials and stops writing, and may be repeated', async () => {
    const id = await crm.connect();
    const disconnect = () => crm.graph.answer(MANAGER, 'mutation($id: ID!) { disconnectCrm(id: $id) { status } }', { id });
    expect(await disconnect()).toEqual({ disconnectCrm: { status: 'DISCONNECTED' } });
    expect(await disconnect()).toEqual({ disconnectCrm: { status: 'DISCONNECTED' } });
    expect((await stored(id)).credentials).toBeNull();
    const before = await calls();
    await crm.score(makeScored());
    expect(await calls()).toBe(before);
  });

  it('does not find another tenant’s', async () => {
    const id = await crm.connect();
    const { errors } = await crm.otherGraph.ask(MANAGER, 'mutation($id: ID!) { disconnectCrm(id: $id) { id } }', { id });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect((await stored(id)).status).toBe('CONNECTED');
  });
});
