import { randomUUID } from 'node:crypto';
import { type Simulators, startSimulators } from '../../../simulators/start-simulators.ts';
import { callSimulator } from '../../../simulators/testing/call-simulator.ts';
import type { CrmFixture, Trouble } from '../connectors/crm-connector.contract.ts';
import { hubspotConnector } from '../connectors/hubspot/hubspot-connector.ts';

// how long the suite's connector waits for an answer
const CALL_MS = 800;

export interface HubspotStored {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly contactIds?: readonly string[];
}

export interface HubspotCall {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly request: Readonly<Record<string, unknown>>;
}

/** As a test finds it, and as `mend` leaves it: room for the calls of a whole suite. */
const SETTINGS = {
  ...{ tenSecondlyLimit: 10_000, dailyLimit: 250_000, usedToday: 0, searchesASecond: 5, tokenCallsLimit: 1_000 },
  ...{ refuseAllTokens: false, revokedTokens: [], missingScopes: [], timeZone: 'Europe/Berlin', tokenLifetimeS: 1_800 },
};

/** The HubSpot stand-in with its switches. */
export class HubspotStandIn {
  readonly url: string;
  readonly #simulators: Simulators | null;

  private constructor(url: string, simulators: Simulators | null) {
    this.url = url;
    this.#simulators = simulators;
  }

  static async start(): Promise<HubspotStandIn> {
    const simulators = await startSimulators({ port: 0, seed: 1 });
    const hubspot = new HubspotStandIn(`http://127.0.0.1:${simulators.port}/hubspot`, simulators);
    await hubspot.mend();
    return hubspot;
  }

  /** One that somebody else has started, and will close. */
  static async at(url: string): Promise<HubspotStandIn> {
    const hubspot = new HubspotStandIn(url, null);
    await hubspot.mend();
    return hubspot;
  }

  async records(type: 'contacts' | 'notes'): Promise<HubspotStored[]> {
    return (await callSimulator(`${this.url}/_records?type=${type}`)).body;
  }

  /** What a person enters by hand, past our connection and its limits. */
  async seed(properties: Readonly<Record<string, string>>): Promise<string> {
    return (await callSimulator(`${this.url}/_records`, { json: { type: 'contacts', properties } })).body.id;
  }

  async enter(id: string, properties: Readonly<Record<string, string | null>>): Promise<void> {
    await callSimulator(`${this.url}/_records?id=${id}`, { method: 'PATCH', json: properties });
  }

  async delete(id: string): Promise<void> {
    await callSimulator(`${this.url}/_records?id=${id}`, { method: 'DELETE' });
  }

  /** Contacts, notes and properties are gone: an account as it is on its first day. */
  async empty(): Promise<void> {
    await callSimulator(`${this.url}/_records`, { method: 'DELETE' });
  }

  async journal(): Promise<HubspotCall[]> {
    return (await callSimulator(`${this.url}/_journal`)).body;
  }

  async callsDuring(work: () => Promise<unknown>): Promise<HubspotCall[]> {
    const before = (await this.journal()).length;
    await work();
    return (await this.journal()).slice(before);
  }

  async fault(...faults: Readonly<Record<string, unknown>>[]): Promise<void> {
    await callSimulator(`${this.url}/_faults`, { method: 'PUT', json: faults });
  }

  async settings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    await callSimulator(`${this.url}/_settings`, { method: 'PUT', json: settings });
  }

  async expireTokens(): Promise<void> {
    await callSimulator(`${this.url}/_expire-tokens`, { method: 'POST' });
  }

  async mend(): Promise<void> {
    await callSimulator(`${this.url}/_faults`, { method: 'DELETE' });
    await this.settings(SETTINGS);
  }

  async close(): Promise<void> {
    await this.#simulators?.close();
  }
}

/** The two calls that write. */
export const HUBSPOT_WRITE = { match: { method: 'POST', path: '/batch/(upsert|create)$' } };
const WRITE = HUBSPOT_WRITE;

const refusal = (status: number, body: Readonly<Record<string, unknown>>, headers: Record<string, string> = {}) => ({
  ...{ ...WRITE, status, headers },
  body: { status: 'error', correlationId: 'c', ...body },
});
const limited = { message: 'You have reached your ten_secondly_rolling limit.', errorType: 'RATE_LIMIT' };
const invalidEmail = [
  { isValid: false, message: 'Email address ada@fischer.example is invalid', error: 'INVALID_EMAIL', name: 'email' },
];

const troubles: Readonly<Record<Trouble, (hubspot: HubspotStandIn) => Promise<void>>> = {
  unavailable: (hubspot) => hubspot.fault({ ...WRITE, status: 503, body: '' }),
  'unavailable-after-the-write': (hubspot) =>
    hubspot.fault({ ...WRITE, applied: true, status: 504, body: '<html>Gateway timeout</html>' }),
  'cut-body': (hubspot) => hubspot.fault({ ...WRITE, cut: true }),
  'page-instead-of-answer': (hubspot) =>
    hubspot.fault({ ...WRITE, status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Maintenance</html>' }),
  reset: (hubspot) => hubspot.fault({ ...WRITE, applied: true, drop: true }),
  hang: (hubspot) => hubspot.fault({ ...WRITE, applied: true, hang: true }),
  slow: (hubspot) => hubspot.fault({ ...WRITE, delayMs: CALL_MS / 2 }),
  locked: (hubspot) => hubspot.fault(refusal(423, { message: 'Locked' })),
  'too-many-calls': (hubspot) =>
    hubspot.fault(refusal(429, { ...limited, policyName: 'TEN_SECONDLY_ROLLING' }, { 'retry-after': '7' })),
  'too-many-calls-without-saying-until-when': (hubspot) =>
    hubspot.fault(refusal(429, { ...limited, policyName: 'TEN_SECONDLY_ROLLING' })),
  'refused-value': (hubspot) =>
    hubspot.fault(
      refusal(400, {
        category: 'VALIDATION_ERROR',
        message: `Property values were not valid: ${JSON.stringify(invalidEmail)}`,
      }),
    ),
  'quota-used-up': (hubspot) => hubspot.settings({ dailyLimit: 0 }),
  // a private app's token does not end by itself
  'tokens-expired': (hubspot) => hubspot.expireTokens(),
  'all-tokens-refused': (hubspot) => hubspot.settings({ refuseAllTokens: true }),
  'credentials-revoked': (hubspot) => hubspot.settings({ revokedTokens: [PRIVATE_TOKEN] }),
};

const PRIVATE_TOKEN = 'pat-sim-acme';
export const PRIVATE_APP = { accessToken: PRIVATE_TOKEN };
export const OAUTH_APP = { clientId: 'acme', clientSecret: 'sim-secret-acme', refreshToken: 'sim-refresh-1' };

/** HubSpot as the contract suite of the port wants it. */
export const openHubspotFixture = async (): Promise<CrmFixture> => {
  const hubspot = await HubspotStandIn.start();
  const connector = hubspotConnector(hubspot.url, { callMs: CALL_MS });
  const fieldMapping = connector.parseFieldMapping(null, 'fieldMapping');
  const accountOf = (accessToken: string) => ({ connectionId: randomUUID(), credentials: { accessToken }, fieldMapping });
  // an account whose properties were made when it was connected
  await connector.prepare(accountOf(PRIVATE_TOKEN));
  return {
    connector,
    account: () => accountOf(PRIVATE_TOKEN),
    accountWithWrongCredentials: () => accountOf('wrong'),
    badCredentials: [
      { clientId: 'a', clientSecret: 'b' },
      { accessToken: 'a', clientId: 'b' },
      { accessToken: '' },
      { ...OAUTH_APP, more: 'c' },
    ],
    badMappings: [{ lastName: null }, { email: 'phone' }, { tier: 'parley_lead_id' }, { stage: 'Lead Status' }],
    spareField: 'jobtitle',
    callsEach: { write: 1, signIn: 0 },
    leads: async () =>
      (await hubspot.records('contacts')).map(({ id, properties }) => ({ externalId: id, text: JSON.stringify(properties) })),
    activities: async () =>
      (await hubspot.records('notes')).map(({ id, properties, contactIds }) => ({
        ...{ externalId: id, leadExternalId: contactIds?.[0] ?? '' },
        text: JSON.stringify(properties),
      })),
    deleteLead: (id) => hubspot.delete(id),
    enterCompany: (id, company) => hubspot.enter(id, { company }),
    enterName: (id, lastname) => hubspot.enter(id, { lastname }),
    trouble: (kind) => troubles[kind](hubspot),
    mend: () => hubspot.mend(),
    calls: async () => (await hubspot.journal()).length,
    close: () => hubspot.close(),
  };
};
