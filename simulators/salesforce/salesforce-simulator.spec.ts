import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulators, startSimulators } from '../start-simulators.ts';
import { callSimulator, type Reply } from '../testing/call-simulator.ts';

let simulators: Simulators;
let salesforce: string;

beforeAll(async () => {
  const facebook = { webhookUrl: 'http://127.0.0.1:9/none', appSecret: 's', verifyToken: 'v' };
  simulators = await startSimulators({ port: 0, facebook });
  salesforce = `http://127.0.0.1:${simulators.port}/salesforce`;
});

afterAll(() => simulators.close());

async function askToken(form: Record<string, string>): Promise<Reply> {
  const response = await fetch(`${salesforce}/services/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const credentials = { grant_type: 'client_credentials', client_id: 'c1', client_secret: 'sim-secret-c1' };

async function rest(path: string, init: Parameters<typeof callSimulator>[1] = {}): Promise<Reply> {
  const { body } = await askToken(credentials);
  const headers = { authorization: `Bearer ${body.access_token}`, ...init.headers };
  return callSimulator(`${salesforce}/services/data/${path}`, { ...init, headers });
}

const settings = (patch: object): Promise<Reply> => callSimulator(`${salesforce}/_settings`, { method: 'PUT', json: patch });

describe('tokens', () => {
  it('name where the instance is', async () => {
    const { status, body } = await askToken(credentials);
    expect(status).toBe(200);
    expect(body).toMatchObject({ instance_url: salesforce, token_type: 'Bearer', issued_at: expect.stringMatching(/^\d{13}$/) });
    expect(body.id).toBe(`${salesforce}/id/00DPx00000Sim00MAB/005Px000000Sim0IAC`);
  });

  it.each([
    ['a wrong secret', { ...credentials, client_secret: 'guess' }, 'invalid_client'],
    ['no client', { grant_type: 'client_credentials' }, 'invalid_client_id'],
    ['a revoked refresh token', { grant_type: 'refresh_token', client_id: 'c1', refresh_token: 'gone' }, 'invalid_grant'],
    ['another grant', { grant_type: 'telepathy' }, 'unsupported_grant_type'],
  ])('are refused for %s', async (_name, form, error) => {
    expect(await askToken(form)).toMatchObject({ status: 400, body: { error, error_description: expect.any(String) } });
  });

  it('are given for a refresh token, and none of it is in the journal', async () => {
    const { body } = await askToken({ grant_type: 'refresh_token', client_id: 'c1', refresh_token: 'sim-refresh-acme' });
    const journal = JSON.stringify((await callSimulator(`${salesforce}/_journal`)).body);
    expect(journal).toContain('refresh_token');
    for (const secret of ['sim-refresh-acme', 'sim-secret-c1', body.access_token]) expect(journal).not.toContain(secret);
  });

  it('are given for an assertion whose claims and signature hold', async () => {
    const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const assert = async (claims: Record<string, unknown>, lifetimeS = 120): Promise<Reply> => {
      const payload = { iss: 'c2', sub: 'u@acme.example', aud: 'https://login.salesforce.com', ...claims };
      const jwt = new SignJWT({ ...payload, exp: Math.floor(Date.now() / 1000) + lifetimeS }).setProtectedHeader({
        alg: 'RS256',
      });
      const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
      return askToken({ grant_type, assertion: await jwt.sign(keys.privateKey) });
    };
    expect((await assert({})).status).toBe(200);
    expect((await assert({ aud: salesforce })).status).toBe(200);
    expect((await assert({ aud: 'https://elsewhere.example' })).body.error_description).toBe('audience is invalid');
    expect((await assert({}, 600)).body.error).toBe('invalid_grant');
    expect((await assert({}, -60)).body.error).toBe('invalid_grant');
    expect((await assert({ sub: undefined })).body.error_description).toBe('invalid assertion');
    expect((await assert({ sub: 'unapproved@acme.example' })).body.error_description).toContain('approved');
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' });
    await settings({ jwtPublicKeys: { c2: stranger } });
    expect((await assert({})).body.error).toBe('invalid_grant');
  });
});

describe('the REST API', () => {
  it('counts calls, and refuses them when the day is used up', async () => {
    await settings({ dailyLimit: 15_000, usedToday: 14_999 });
    expect((await rest('v62.0/limits')).headers.get('sforce-limit-info')).toBe('api-usage=15000/15000');
    const refused = await rest('v62.0/limits');
    expect(refused.status).toBe(403);
    expect(refused.body).toEqual([{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }]);
    await settings({ dailyLimit: 100_000, usedToday: 0 });
  });

  it('knows versions 40 to 66', async () => {
    expect((await rest('v40.0/limits')).status).toBe(200);
    expect((await rest('v66.0/limits')).status).toBe(200);
    expect((await rest('v67.0/limits')).body).toMatchObject([{ errorCode: 'NOT_FOUND' }]);
  });

  it('refuses a session it did not give', async () => {
    const { status, body } = await callSimulator(`${salesforce}/services/data/v62.0/limits`, {
      headers: { authorization: 'Bearer made-up' },
    });
    expect([status, body]).toEqual([401, [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]]);
  });

  it('keeps external ids unique, and out of the body of an upsert', async () => {
    const lead = { LastName: 'Roth', Company: 'Roth' };
    expect((await rest('v62.0/sobjects/Lead/Parley_Lead_Id__c/u1', { method: 'PATCH', json: lead })).status).toBe(201);
    const second = await rest('v62.0/sobjects/Lead', { json: { ...lead, Parley_Lead_Id__c: 'u1' } });
    expect(second.body).toMatchObject([{ errorCode: 'DUPLICATE_VALUE' }]);
    const doubled = await rest('v62.0/sobjects/Lead/Parley_Lead_Id__c/u2', {
      method: 'PATCH',
      json: { ...lead, Parley_Lead_Id__c: 'u2' },
    });
    expect(doubled.body).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
  });

  it('stores one lead when the same upsert comes many times at once', async () => {
    const json = { LastName: 'Roth', Company: 'Roth' };
    const upsert = (): Promise<Reply> => rest('v62.0/sobjects/Lead/Parley_Lead_Id__c/at-once', { method: 'PATCH', json });
    const replies = await Promise.all(Array.from({ length: 8 }, upsert));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
    expect(new Set(replies.map((reply) => reply.body.id)).size).toBe(1);
  });

  it('detects duplicates where a rule stands, unless the caller saves anyway', async () => {
    const json = { LastName: 'Roth', Company: 'Roth', Email: 'twin@roth.example' };
    const first = await rest('v62.0/sobjects/Lead', { json });
    await settings({ duplicateRule: true });
    const refused = await rest('v62.0/sobjects/Lead', { json });
    expect(refused.body[0].errorCode).toBe('DUPLICATES_DETECTED');
    expect(refused.body[0].duplicateResult.matchResults[0].matchRecords[0].record.Id).toBe(first.body.id);
    const headers = { 'sforce-duplicate-rule-header': 'allowSave=true' };
    expect((await rest('v62.0/sobjects/Lead', { json, headers })).status).toBe(201);
    await settings({ duplicateRule: false });
  });

  it('takes ids of 15 characters for the same record', async () => {
    const { body } = await rest('v62.0/sobjects/Lead', { json: { LastName: 'Roth', Company: 'Roth' } });
    expect((await rest(`v62.0/sobjects/Lead/${body.id.slice(0, 15)}?fields=Name`)).body).toMatchObject({
      Id: body.id,
      Name: 'Roth',
    });
  });

  it.each([
    ["SELECT Id FROM Lead WHERE Email LIKE '%@roth.example' AND Rating = null", 200],
    ["SELECT Id, Name FROM Lead WHERE Parley_Lead_Id__c IN ('u1', 'u2') ORDER BY CreatedDate DESC LIMIT 5", 200],
    ['SELECT Nonsense FROM Lead', 400],
    ['SELECT Id FROM Account', 400],
    ['SELECT Id FROM Lead WHERE', 400],
    ['DELETE FROM Lead', 400],
  ])('answers the query %s with %i', async (soql, status) => {
    expect((await rest(`v62.0/query?q=${encodeURIComponent(soql)}`)).status).toBe(status);
  });
});
