import { randomUUID } from 'node:crypto';
import { type Simulators, startSimulators } from '../../../simulators/start-simulators.ts';
import { callSimulator } from '../../../simulators/testing/call-simulator.ts';
import type { CrmFixture, Trouble } from '../connectors/crm-connector.contract.ts';
import { salesforceConnector } from '../connectors/salesforce/salesforce-connector.ts';

// how long the suite's connector waits for an answer
const CALL_MS = 800;

type StoredRecord = Readonly<Record<string, unknown>>;

/** The Salesforce stand-in with its switches. */
export class SalesforceStandIn {
  readonly #simulators: Simulators;

  private constructor(simulators: Simulators) {
    this.#simulators = simulators;
  }

  static async start(): Promise<SalesforceStandIn> {
    const facebook = { webhookUrl: 'http://127.0.0.1:9/none', appSecret: 's', verifyToken: 'v' };
    return new SalesforceStandIn(await startSimulators({ port: 0, facebook, seed: 1 }));
  }

  get url(): string {
    return `http://127.0.0.1:${this.#simulators.port}/salesforce`;
  }

  /** Where HubSpot stands beside it. */
  get hubspotUrl(): string {
    return `http://127.0.0.1:${this.#simulators.port}/hubspot`;
  }

  /** A record past every rule; answers its id. */
  async seed(type: 'Lead' | 'Contact', fields: Readonly<Record<string, unknown>>): Promise<string> {
    return (await callSimulator(`${this.url}/_records`, { method: 'POST', json: { type, fields } })).body.id;
  }

  /** A person converts a lead; answers the contact's id. */
  async convert(leadId: string): Promise<string> {
    return (await callSimulator(`${this.url}/_convert`, { method: 'POST', json: { leadId } })).body.contactId;
  }

  async records(type: 'Lead' | 'Task'): Promise<StoredRecord[]> {
    return (await callSimulator(`${this.url}/_records?type=${type}`)).body;
  }

  /** Calls of the service's own addresses, sign-ins among them. */
  async journal(): Promise<{ method: string; path: string }[]> {
    return (await callSimulator(`${this.url}/_journal`)).body;
  }

  async wholeJournal(): Promise<Readonly<Record<string, unknown>>[]> {
    return (await callSimulator(`${this.url}/_journal`)).body;
  }

  async fault(fault: Readonly<Record<string, unknown>>): Promise<void> {
    await callSimulator(`${this.url}/_faults`, { method: 'PUT', json: fault });
  }

  /** The next write answers this error of Salesforce. */
  async refuseWrites(status: number, errorCode: string, message: string, fields: string[] = []): Promise<void> {
    await this.fault({ match: { method: 'PATCH' }, status, body: [{ errorCode, message, fields }] });
  }

  async settings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    await callSimulator(`${this.url}/_settings`, { method: 'PUT', json: settings });
  }

  async expireSessions(): Promise<void> {
    await callSimulator(`${this.url}/_expire-sessions`, { method: 'POST' });
  }

  async mend(): Promise<void> {
    await callSimulator(`${this.url}/_faults`, { method: 'DELETE' });
    await this.settings({ refuseAllSessions: false, dailyLimit: 100_000, usedToday: 0, duplicateRule: false, lockedShare: 0 });
  }

  /** What a person does in Salesforce, with a token of their own. */
  async asPerson(method: 'PATCH' | 'DELETE', path: string, json?: unknown): Promise<void> {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'person',
      client_secret: 'sim-secret-person',
    });
    const signedIn = await fetch(`${this.url}/services/oauth2/token`, { method: 'POST', body: form });
    const { access_token: token } = (await signedIn.json()) as { access_token: string };
    const headers = { authorization: `Bearer ${token}` };
    await callSimulator(`${this.url}/services/data/v62.0/sobjects/${path}`, { method, json, headers });
  }

  close(): Promise<void> {
    return this.#simulators.close();
  }
}

const WRITE = { match: { method: 'PATCH' } };

const troubles: Readonly<Record<Trouble, (salesforce: SalesforceStandIn) => Promise<void>>> = {
  unavailable: (salesforce) => salesforce.fault({ ...WRITE, status: 503, body: '' }),
  'unavailable-after-the-write': (salesforce) =>
    salesforce.fault({ ...WRITE, applied: true, status: 504, body: '<html>Gateway timeout</html>' }),
  'cut-body': (salesforce) => salesforce.fault({ ...WRITE, cut: true }),
  'page-instead-of-answer': (salesforce) =>
    salesforce.fault({
      ...WRITE,
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<html>Scheduled maintenance</html>',
    }),
  reset: (salesforce) => salesforce.fault({ ...WRITE, applied: true, drop: true }),
  hang: (salesforce) => salesforce.fault({ ...WRITE, applied: true, hang: true }),
  slow: (salesforce) => salesforce.fault({ ...WRITE, delayMs: CALL_MS / 2 }),
  locked: (salesforce) => salesforce.refuseWrites(400, 'UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record'),
  'too-many-calls': (salesforce) => salesforce.fault({ ...WRITE, status: 429, headers: { 'retry-after': '7' }, body: '' }),
  'too-many-calls-without-saying-until-when': (salesforce) => salesforce.fault({ ...WRITE, status: 429, body: '' }),
  'refused-value': (salesforce) =>
    salesforce.refuseWrites(400, 'INVALID_EMAIL_ADDRESS', 'Email: invalid email address: ada@fischer.example', ['Email']),
  'quota-used-up': (salesforce) => salesforce.settings({ dailyLimit: 0 }),
  'tokens-expired': (salesforce) => salesforce.expireSessions(),
  'all-tokens-refused': (salesforce) => salesforce.settings({ refuseAllSessions: true }),
  'credentials-revoked': async (salesforce) => {
    await salesforce.expireSessions();
    const body = { error: 'invalid_grant', error_description: 'expired access/refresh token' };
    await salesforce.fault({ match: { method: 'POST', path: '/services/oauth2/token' }, status: 400, body });
  },
};

/** Salesforce as the contract suite of the port wants it. */
export const openSalesforceFixture = async (): Promise<CrmFixture> => {
  const salesforce = await SalesforceStandIn.start();
  const connector = salesforceConnector(salesforce.url, { callMs: CALL_MS, lockRetryMs: 5 });
  const fieldMapping = connector.parseFieldMapping(null, 'fieldMapping');
  const accountOf = (clientSecret: string) => ({
    connectionId: randomUUID(),
    credentials: { clientId: 'acme', clientSecret },
    fieldMapping,
  });
  return {
    connector,
    account: () => accountOf('sim-secret-acme'),
    accountWithWrongCredentials: () => accountOf('wrong'),
    badCredentials: [
      { clientId: 'a' },
      { clientId: 'a', clientSecret: 'b', more: 'c' },
      { clientId: 'a', username: 'b@c.example', privateKey: 'no key' },
    ],
    badMappings: [{ lastName: null }, { email: 'Phone' }],
    spareField: 'LeadSource',
    callsEach: { write: 1, signIn: 1 },
    leads: async () =>
      (await salesforce.records('Lead')).map((record) => ({ externalId: String(record['Id']), text: JSON.stringify(record) })),
    activities: async () =>
      (await salesforce.records('Task')).map((record) => ({
        externalId: String(record['Id']),
        leadExternalId: String(record['WhoId']),
        text: JSON.stringify(record),
      })),
    deleteLead: (id) => salesforce.asPerson('DELETE', `Lead/${id}`),
    enterCompany: (id, Company) => salesforce.asPerson('PATCH', `Lead/${id}`, { Company }),
    enterName: (id, LastName) => salesforce.asPerson('PATCH', `Lead/${id}`, { LastName }),
    trouble: (kind) => troubles[kind](salesforce),
    mend: () => salesforce.mend(),
    calls: async () => (await salesforce.journal()).length,
    close: () => salesforce.close(),
  };
};
