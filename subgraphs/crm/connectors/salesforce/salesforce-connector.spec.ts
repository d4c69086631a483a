import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import { makeActivity, makeLead } from '../../testing/crm-records.ts';
import { openSalesforceFixture, SalesforceStandIn } from '../../testing/salesforce-fixture.ts';
import { describeCrmConnector } from '../crm-connector.contract.ts';
import { type CrmAccount, type CrmConnector, type CrmLead, READ_AT_ONCE } from '../crm-connector.ts';
import { salesforceConnector } from './salesforce-connector.ts';

describeCrmConnector('Salesforce', openSalesforceFixture);

describe('Salesforce', () => {
  let salesforce: SalesforceStandIn;
  let connector: CrmConnector;
  let nowMs: number;
  beforeAll(async () => {
    salesforce = await SalesforceStandIn.start();
    nowMs = Date.now();
    connector = salesforceConnector(salesforce.url, { lockRetryMs: 5, now: () => nowMs });
  });
  afterEach(() => salesforce.mend());
  afterAll(() => salesforce.close());

  const accountOf = (credentials: unknown): CrmAccount => {
    const parsed = connector.parseCredentials(credentials);
    if (!parsed) throw new Error('these are no credentials');
    return { connectionId: randomUUID(), credentials: parsed, fieldMapping: connector.parseFieldMapping(null, 'fieldMapping') };
  };
  const account = (): CrmAccount => accountOf({ clientId: 'acme', clientSecret: 'sim-secret-acme' });
  const idOf = async (outcome: ReturnType<CrmConnector['upsertLead'] | CrmConnector['logActivity']>): Promise<string> => {
    const done = await outcome;
    if (done.kind !== 'done') throw new Error(`${done.kind}: ${done.error}`);
    return done.externalId;
  };
  const recordOf = async (id: string) => (await salesforce.records('Lead')).find((record) => record['Id'] === id);
  const callsDuring = async (work: () => Promise<unknown>): Promise<string[]> => {
    const before = (await salesforce.journal()).length;
    await work();
    return (await salesforce.journal()).slice(before).map(({ method, path }) => `${method} ${path.replace(/\/v\d+\.0\//, '/')}`);
  };

  describe('the JWT bearer flow', () => {
    const pair = (format: 'pkcs1' | 'pkcs8') =>
      generateKeyPairSync('rsa', {
        modulusLength: 2048,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: format, format: 'pem' },
      });
    const keys = pair('pkcs8');
    const jwt = { clientId: 'jwt-app', username: 'robot@acme.example', privateKey: keys.privateKey };

    it('signs in with an assertion that the tenant’s key signed, and again when the token has expired', async () => {
      await salesforce.settings({ jwtPublicKeys: { 'jwt-app': keys.publicKey } });
      const own = accountOf(jwt);
      expect(await connector.verify(own)).toEqual({ kind: 'ok' });
      await salesforce.expireSessions();
      expect(await connector.upsertLead(own, makeLead())).toMatchObject({ kind: 'done' });
    });

    it('takes the older form of the key too', () => {
      expect(connector.parseCredentials({ ...jwt, privateKey: pair('pkcs1').privateKey })).not.toBeNull();
    });

    it.each([
      ['another key', { privateKey: pair('pkcs8').privateKey }],
      ['a user who did not approve', { username: 'unapproved@acme.example' }],
      ['another audience', { audience: 'https://login.elsewhere.example' }],
    ])('says that the credentials are refused for %s', async (_, change) => {
      await salesforce.settings({ jwtPublicKeys: { 'jwt-app': keys.publicKey } });
      const verification = await connector.verify(accountOf({ ...jwt, ...change }));
      expect(verification).toMatchObject({
        kind: 'refused',
        fault: 'credentials',
        error: expect.stringContaining('invalid_grant'),
      });
    });

    it.each([
      ['no key', 'text'],
      ['a public key', keys.publicKey],
      ['a key of another kind', generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })],
      ['a short key', generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' })],
    ])('takes %s for no credentials', (_, privateKey) => {
      expect(connector.parseCredentials({ ...jwt, privateKey })).toBeNull();
    });
  });

  it('signs in by a refresh token, and says that it was revoked', async () => {
    const own = { clientId: 'acme', clientSecret: 'sim-secret-acme', refreshToken: 'sim-refresh-1' };
    expect(await connector.verify(accountOf(own))).toEqual({ kind: 'ok' });
    expect(await connector.verify(accountOf({ ...own, refreshToken: 'revoked' }))).toMatchObject({ fault: 'credentials' });
  });

  it('stops asking for tokens when five within ten minutes were all refused soon, and begins again later', async () => {
    const own = account();
    const write = () => connector.upsertLead(own, makeLead());
    for (let given = 0; given < 5; given++) {
      expect(await write()).toMatchObject({ kind: 'done' });
      await salesforce.expireSessions();
    }
    const calls = await callsDuring(async () => {
      expect(await write()).toMatchObject({ kind: 'unauthorized', error: expect.stringContaining('5 fresh tokens') });
      expect(await write()).toMatchObject({ kind: 'unauthorized' });
    });
    expect(calls.filter((call) => call.includes('oauth2'))).toEqual([]);
    nowMs += 11 * 60_000;
    expect(await write()).toMatchObject({ kind: 'done' });
  });

  describe('many at once', () => {
    it('are two hundred a call, and a row that is refused takes no other along', async () => {
      const own = account();
      await connector.upsertLead(own, makeLead());
      const leads = Array.from({ length: 401 }, () => makeLead({ email: null }));
      const bad = makeLead({ platform: 'x'.repeat(300) });
      const mapping = connector.parseFieldMapping({ platform: 'LeadSource' }, 'fieldMapping');
      const calls = await callsDuring(async () => {
        const outcomes = await Promise.all(
          [...leads.slice(0, 200), bad, ...leads.slice(200)].map((lead) =>
            connector.upsertLead({ ...own, fieldMapping: mapping }, lead),
          ),
        );
        expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(401);
        expect(outcomes[200]).toMatchObject({ kind: 'rejected', error: 'STRING_TOO_LONG (LeadSource)' });
      });
      // one alone, because nothing was under way; then what had come meanwhile
      expect(calls).toHaveLength(1 + 3);
      const { request } = (await salesforce.wholeJournal()).at(-3) as { request: { records: unknown[]; allOrNone: boolean } };
      expect(request.records).toHaveLength(200);
      expect(request.allOrNone).toBe(false);
    });

    it('lose none when the body cannot be read for one of them', async () => {
      const own = account();
      const mapping = connector.parseFieldMapping({ stage: 'NumberOfEmployees' }, 'fieldMapping');
      const odd = { ...own, fieldMapping: mapping };
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, index) => connector.upsertLead(index === 5 ? odd : own, makeLead())),
      );
      expect(outcomes.map(({ kind }) => kind)).toEqual(
        Array.from({ length: 8 }, (_, index) => (index === 5 ? 'rejected' : 'done')),
      );
    });

    it('write a row that somebody else holds again, and only that one', async () => {
      const own = account();
      await connector.upsertLead(own, makeLead());
      await salesforce.settings({ lockedShare: 0.2 });
      const leads = Array.from({ length: 60 }, () => makeLead());
      const outcomes = await Promise.allSettled(leads.map((lead) => connector.upsertLead(own, lead)));
      const done = outcomes.filter(({ status }) => status === 'fulfilled');
      expect(done.length).toBeGreaterThanOrEqual(58);
      for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(TransientError);
    });
  });

  describe('a duplicate rule', () => {
    const email = (): string => `${randomUUID()}@fischer.example`;

    it('gives the lead the record that a person has made of it, and leaves what was entered there', async () => {
      const address = email();
      const theirs = await salesforce.seed('Lead', { LastName: 'Fischer-Roth', Company: 'By hand', Email: address, Phone: null });
      await salesforce.settings({ duplicateRule: true });
      const lead = makeLead({ email: address });
      expect(await connector.upsertLead(account(), lead)).toMatchObject({ kind: 'done', externalId: theirs, keptName: true });
      expect(await recordOf(theirs)).toMatchObject({
        Parley_Lead_Id__c: lead.leadId.replaceAll('-', ''),
        ...{ LastName: 'Fischer-Roth', FirstName: null, Company: 'By hand', Phone: lead.phone, Parley_Tier__c: 'WARM' },
      });
      expect(await idOf(connector.upsertLead(account(), { ...lead, isNew: false, displayName: null }))).toBe(theirs);
    });

    it('does the same for one of many', async () => {
      const own = account();
      const address = email();
      const theirs = await salesforce.seed('Lead', { LastName: 'Roth', Company: 'By hand', Email: address });
      await salesforce.settings({ duplicateRule: true });
      const outcomes = await Promise.all(
        [email(), email(), address, email()].map((each) => connector.upsertLead(own, makeLead({ email: each }))),
      );
      expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done', 'done', 'done']);
      expect(outcomes[2]).toMatchObject({ externalId: theirs });
    });

    it('keeps nobody else of the batch waiting for what becomes of one', async () => {
      const own = account();
      const address = email();
      await salesforce.seed('Lead', { LastName: 'Roth', Company: 'By hand', Email: address });
      await salesforce.settings({ duplicateRule: true });
      const [first, known, neighbour] = [makeLead(), makeLead({ email: address }), makeLead()];
      const alone = `/Parley_Lead_Id__c/${known.leadId.replaceAll('-', '')}`;
      await salesforce.fault({ match: { method: 'PATCH', path: alone }, delayMs: 1_500, times: 1 });
      const endOf = async (lead: CrmLead): Promise<number> => {
        await idOf(connector.upsertLead(own, lead));
        return performance.now();
      };
      const [, knownAt = 0, neighbourAt = 0] = await Promise.all([first, known, neighbour].map(endOf));
      expect(knownAt - neighbourAt).toBeGreaterThan(750);
    });

    it.each([
      ['two records match', ['Lead', 'Lead'], {}],
      ['the person is a contact', ['Contact'], {}],
      ['the record was converted', ['Lead'], { IsConverted: true }],
      ['the record is another lead of ours', ['Lead'], { Parley_Lead_Id__c: 'another' }],
    ] as const)('leaves it to a person where %s', async (_, types, given) => {
      const address = email();
      for (const type of types) {
        const company = type === 'Lead' ? { Company: 'By hand' } : {};
        await salesforce.seed(type, { LastName: 'Roth', Email: address, ...company, ...given });
      }
      await salesforce.settings({ duplicateRule: true });
      const before = (await salesforce.records('Lead')).length;
      const outcome = await connector.upsertLead(account(), makeLead({ email: address }));
      expect(outcome).toMatchObject({ kind: 'conflict', error: expect.stringContaining('DUPLICATES_DETECTED: ') });
      expect(await salesforce.records('Lead')).toHaveLength(before);
    });
  });

  it('leaves two records with one id of ours to a person', async () => {
    const lead = makeLead();
    const id = lead.leadId.replaceAll('-', '');
    for (const LastName of ['One', 'Two']) await salesforce.seed('Lead', { LastName, Company: 'x', Parley_Lead_Id__c: id });
    const own = account();
    expect(await connector.upsertLead(own, lead)).toMatchObject({ kind: 'conflict', error: 'MULTIPLE_CHOICES' });
    const outcomes = await Promise.all([makeLead(), makeLead(), lead].map((each) => connector.upsertLead(own, each)));
    expect(outcomes).toMatchObject([{ kind: 'done' }, { kind: 'done' }, { kind: 'conflict', error: 'DUPLICATE_EXTERNAL_ID' }]);
  });

  describe('a lead that was converted', () => {
    it('goes on as its contact, and activities go there', async () => {
      const own = account();
      const lead = makeLead();
      const externalId = await idOf(connector.upsertLead(own, lead));
      const contactId = await salesforce.convert(externalId);
      const task = await idOf(connector.logActivity(own, makeActivity(externalId)));
      expect(await connector.upsertLead(own, { ...lead, isNew: false })).toMatchObject({
        kind: 'done',
        externalId: contactId,
        url: expect.stringContaining(`/Contact/${contactId}/`),
      });
      const second = await idOf(connector.logActivity(own, makeActivity(contactId)));
      const tasks = (await salesforce.records('Task')).filter(({ Id }) => Id === task || Id === second);
      expect(tasks.map(({ WhoId }) => WhoId)).toEqual([contactId, contactId]);
    });

    it('is left to a person where the contact is gone', async () => {
      const own = account();
      const lead = makeLead();
      const contactId = await salesforce.convert(await idOf(connector.upsertLead(own, lead)));
      await salesforce.asPerson('DELETE', `Contact/${contactId}`);
      expect(await connector.upsertLead(own, { ...lead, isNew: false })).toMatchObject({
        kind: 'conflict',
        error: expect.stringContaining('CANNOT_UPDATE_CONVERTED_LEAD'),
      });
    });

    it('is nothing to compare', async () => {
      const own = account();
      const lead = makeLead({ email: null });
      const contactId = await salesforce.convert(await idOf(connector.upsertLead(own, lead)));
      expect(await connector.readLeads(own, [{ ...lead, externalId: null }])).toMatchObject({
        records: [{ leadId: lead.leadId, externalId: contactId, values: null, standing: 'CONVERTED' }],
      });
    });

    it('is told from one that came to nothing', async () => {
      const own = account();
      const lead = makeLead({ email: null });
      const externalId = await idOf(connector.upsertLead(own, lead));
      await salesforce.asPerson('PATCH', `Lead/${externalId}`, { Status: 'Closed - Not Converted' });
      expect(await connector.readLeads(own, [{ ...lead, externalId }])).toMatchObject({ records: [{ standing: 'LOST' }] });
    });
  });

  describe('the day’s limit', () => {
    it('keeps the last tenth of the calls for hot leads, and says when the others may come', async () => {
      const own = account();
      await salesforce.settings({ usedToday: 94_999 });
      expect(await connector.upsertLead(own, makeLead())).toMatchObject({ kind: 'done', quotaUsed: 0.95 });
      const calls = await callsDuring(async () => {
        expect(await connector.upsertLead(own, makeLead())).toMatchObject({
          kind: 'limited',
          error: expect.stringContaining('95 %'),
          retryAfterMs: 15 * 60_000,
        });
        expect(await connector.logActivity(own, makeActivity('00Q000000000000AAA'))).toMatchObject({ kind: 'limited' });
      });
      expect(calls).toEqual([]);
      expect(await connector.upsertLead(own, makeLead({ tier: 'HOT' }))).toMatchObject({ kind: 'done' });
      await salesforce.settings({ usedToday: 100 });
      nowMs += 15 * 60_000;
      expect(await connector.upsertLead(own, makeLead())).toMatchObject({ kind: 'done' });
    });

    it('asks for nothing while nothing is left', async () => {
      const own = account();
      await salesforce.settings({ usedToday: 100_000 });
      expect(await connector.upsertLead(own, makeLead())).toMatchObject({ kind: 'limited', error: 'REQUEST_LIMIT_EXCEEDED' });
      await salesforce.settings({ usedToday: 0 });
      const hot = () => connector.upsertLead(own, makeLead({ tier: 'HOT' }));
      expect(await callsDuring(hot)).toEqual([]);
      nowMs += 15 * 60_000;
      expect(await hot()).toMatchObject({ kind: 'done' });
    });

    it('takes too many calls at once for something brief, though the code is the same', async () => {
      const message = 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.';
      await salesforce.refuseWrites(403, 'REQUEST_LIMIT_EXCEEDED', message);
      const own = account();
      await expect(connector.upsertLead(own, makeLead())).rejects.toMatchObject({ name: 'TransientError', retryAfterMs: 5000 });
      await salesforce.mend();
      expect(await connector.upsertLead(own, makeLead())).toMatchObject({ kind: 'done' });
    });
  });

  describe('the mapping', () => {
    it.each([
      ['a number to a field for dates', { points: 'ConvertedDate' }, 'ConvertedDate'],
      ['a number to a checkbox', { points: 'DoNotCall' }, 'DoNotCall is a field of type boolean'],
      ['a text to a number', { stage: 'NumberOfEmployees' }, 'NumberOfEmployees is a field of type double'],
      ['values that the field does not offer', { stage: 'Status' }, 'does not offer NEW, ENGAGED'],
      ['any text to a field that takes some values', { platform: 'Rating', rating: null }, 'takes some values alone'],
      ['two things at once', { points: 'DoNotCall', stage: 'Nowhere__c' }, 'Nowhere__c'],
    ])('is refused when it writes %s', async (_, mapping, error) => {
      const fieldMapping = connector.parseFieldMapping(mapping, 'fieldMapping');
      const verification = await connector.verify({ ...account(), fieldMapping });
      expect(verification).toMatchObject({ kind: 'refused', fault: 'fieldMapping', error: expect.stringContaining(error) });
    });
  });

  it('finds who stands there twice, by our id and by e-mail address, for as many as are asked for at once', async () => {
    const own = account();
    const address = `${'x'.repeat(60)}@${randomUUID().slice(0, 8)}.example`;
    const lead = makeLead({ email: address });
    const externalId = await idOf(connector.upsertLead(own, lead));
    const ours = lead.leadId.replaceAll('-', '');
    const twins = [
      await salesforce.seed('Lead', { LastName: 'Twin', Company: 'x', Email: address.toUpperCase() }),
      await salesforce.seed('Lead', { LastName: "O'Twin", Company: 'x', Parley_Lead_Id__c: ours }),
    ];
    const others = Array.from({ length: READ_AT_ONCE - 1 }, (_, index) => ({
      ...{ leadId: randomUUID(), externalId: null },
      email: `${index}${'y'.repeat(60)}'@${randomUUID().slice(0, 8)}.example`,
    }));
    const read = await connector.readLeads(own, [{ ...lead, externalId }, ...others]);
    expect(read).toMatchObject({ kind: 'read', records: [{ leadId: lead.leadId, externalId }] });
    expect(read.kind === 'read' && new Set(read.records[0]?.doubles)).toEqual(new Set(twins));
  });
});
