import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as contacts from '@hubspot/api-client/lib/codegen/crm/contacts/index.js';
import * as notes from '@hubspot/api-client/lib/codegen/crm/objects/notes/index.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { NO_PAYLOADS, payload } from '#kernel/testing/shared-payloads.ts';
import { callSimulator } from '../../../../simulators/testing/call-simulator.ts';
import { ConnectedHubspot } from '../../testing/connected-hubspot.ts';
import { makeLead } from '../../testing/crm-records.ts';
import { HUBSPOT_WRITE } from '../../testing/hubspot-fixture.ts';
import { recordSchema } from './batch-answer.ts';
import { sdkOptions } from './hubspot-api.ts';
import { Wire } from './wire.ts';

type Call = Parameters<typeof sdkOptions>[1];

interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly request: { readonly data?: unknown; readonly params?: Record<string, string> };
  readonly headers: Record<string, string>;
  readonly response: unknown;
}

interface CatalogRow {
  readonly when: string;
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: unknown;
}

const read = <T>(file: string): T => JSON.parse(payload(`hubspot/${file}`).toString('utf8')) as T;
const skip = NO_PAYLOADS === null ? '' : ` (${NO_PAYLOADS})`;

/** Answers as it was recorded, and keeps what it was asked. */
class Recorded {
  readonly asked: { method: string; path: string; body: unknown }[] = [];
  readonly #server: Server;
  answer: Exchange | null = null;

  constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const text = Buffer.concat(chunks).toString('utf8');
      const path = (request.url ?? '').split('?')[0] ?? '';
      this.asked.push({ method: request.method ?? '', path, body: text === '' ? null : JSON.parse(text) });
      response.writeHead(200, this.answer?.headers).end(JSON.stringify(this.answer?.response));
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

describe.skipIf(NO_PAYLOADS)(`what was recorded of HubSpot${skip}`, () => {
  let recorded: Recorded;
  let url: string;
  beforeAll(async () => {
    recorded = new Recorded();
    url = await recorded.open();
  });
  afterAll(() => recorded.close());

  const replay = async (file: string, perform: (call: Call, data: never) => Promise<unknown>) => {
    const [exchange] = read<Exchange[]>(file);
    if (!exchange) throw new Error(`${file} is empty`);
    recorded.answer = exchange;
    const wire = new Wire(new AbortController().signal);
    // the SDK throws for a 200 where HubSpot's specification says 201; the wire has the answer
    await perform({ baseUrl: url, wire, accessToken: 'token' }, exchange.request.data as never).catch(() => undefined);
    return { exchange, asked: recorded.asked.at(-1), answer: JSON.parse(wire.answer?.text ?? 'null') as unknown };
  };

  const contactsApi = (call: Call) => new contacts.BasicApi(contacts.createConfiguration(sdkOptions(contacts, call)));
  const notesApi = (call: Call) => new notes.BasicApi(notes.createConfiguration(sdkOptions(notes, call)));

  it.each([
    ['nango-create-contact.json', (call: Call, data: never) => contactsApi(call).create(data), '734931097788'],
    ['nango-create-note.json', (call: Call, data: never) => notesApi(call).create(data), '478016441536'],
  ] as const)('is asked for by the SDK in the same words, and read: %s', async (file, perform, id) => {
    const { exchange, asked, answer } = await replay(file, perform);
    expect(asked).toMatchObject({ method: exchange.method, path: exchange.path, body: exchange.request.data });
    expect(answer).toEqual(exchange.response);
    expect(recordSchema.parse(answer).id).toBe(id);
  });

  it('is read row by row: a list of contacts', async () => {
    const { exchange, answer } = await replay('nango-list-contacts.json', (call) => contactsApi(call).getPage(100));
    const { results } = exchange.response as { results: { id: string }[] };
    const ids = (answer as { results: unknown[] }).results.map((record) => recordSchema.parse(record).id);
    expect(ids).toEqual(results.map(({ id }) => id));
  });
});

describe.skipIf(NO_PAYLOADS)(`what is known of HubSpot’s answers${skip}`, () => {
  let at: ConnectedHubspot;
  beforeAll(async () => {
    at = await ConnectedHubspot.open();
  });
  afterEach(() => at.hubspot.mend());
  afterAll(() => at.close());

  it.each(['nango-create-contact.json', 'nango-create-note.json'])(
    'comes from the stand-in in the same words: %s',
    async (file) => {
      const [exchange] = read<[Exchange]>(file);
      const contactId = await at.hubspot.seed({ firstname: 'Test' });
      // the recorded note hangs on a contact of the recorded account
      const text = JSON.stringify(exchange.request.data).replace('713492963559', contactId);
      const headers = { authorization: 'Bearer pat-sim-acme' };
      const { status, body } = await callSimulator(`${at.hubspot.url}${exchange.path}`, { json: JSON.parse(text), headers });
      expect(status).toBe(201);
      const { properties, ...rest } = exchange.response as { properties: Record<string, string> };
      expect(Object.keys(body).sort()).toEqual([...Object.keys(rest), 'properties'].sort());
      const asked = (exchange.request.data as { properties: Record<string, string> }).properties;
      for (const name of Object.keys(asked)) expect(body.properties[name]).toBe(properties[name]);
    },
  );

  const TRANSIENT = { name: 'TransientError' };
  const expected: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    burst: { ...TRANSIENT, retryAfterMs: 3_000 },
    daily: { kind: 'limited', error: 'DAILY' },
    'search, 5 a second': { ...TRANSIENT, retryAfterMs: 1_000 },
    // a contact that the message names and nobody finds
    'contact exists': TRANSIENT,
    // a private app's token has no successor
    'token expired': { kind: 'unauthorized' },
    'scope missing': { kind: 'unauthorized', error: 'MISSING_SCOPES (crm.objects.contacts.write)' },
    'multi-status': TRANSIENT,
    locked: { ...TRANSIENT, retryAfterMs: 2_000 },
    migration: { ...TRANSIENT, retryAfterMs: 60_000 },
    'duplicate ids in one batch': { kind: 'rejected', error: 'VALIDATION_ERROR' },
  };
  const catalog = NO_PAYLOADS === null ? read<CatalogRow[]>('errors-catalog.json') : [];

  it.each(catalog)('tells errors apart: $when ($status)', async ({ when, status, headers, body }) => {
    await at.hubspot.fault({ ...HUBSPOT_WRITE, status, body, ...(headers && { headers }) });
    const outcome = await at.connector.upsertLead(at.account(), makeLead()).catch((error: unknown) => error);
    expect(expected[when]).toBeDefined();
    expect(outcome).toMatchObject(expected[when] ?? {});
  });

  it('says in codes alone why it refuses: the example of the specification', async () => {
    const { 'Error.example': body } = read<{ 'Error.example': unknown }>('spec-contacts-v3-examples.json');
    await at.hubspot.fault({ ...HUBSPOT_WRITE, status: 400, body });
    expect(await at.connector.upsertLead(at.account(), makeLead())).toEqual({ kind: 'rejected', error: 'VALIDATION_ERROR' });
  });
});
