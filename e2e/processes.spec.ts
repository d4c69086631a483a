import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#kernel/testing/test-database.ts';
import { acmeKnowledge } from '../cli/demo/acme-knowledge.ts';
import { type DemoTenant, demoChannel, demoCrm, demoTenants } from '../cli/demo/demo-tenants.ts';
import { type Simulators, startSimulators } from '../simulators/start-simulators.ts';
import { ApiClient } from './support/client.ts';
import { freePort } from './support/free-port.ts';
import { messengerBody, postWebhook, signatureOf } from './support/messenger.ts';
import { Outside } from './support/outside.ts';
import { command, type Environment, productionEnvironment, type ServedProcess, serve, tokenFor } from './support/serve.ts';

const WAIT = { timeout: 20_000, interval: 20 };
/** How long a process may take to end when nothing holds it up but this machine. */
const PROMPTLY_MS = 2_500;
const SURE = 'Hi! How much does delivery cost and how long does it take?';
const LEAD_SCORED = `subscription Scored($after: String) { leadScored(after: $after) { cursor
  score { points run { intent status } } lead { id contact { platformUserId } crmLinks { id } } } }`;
const OVERVIEW = `{ conversations { nodes { id contact { platformUserId lead { tier crmLinks { status } } } } } session { tenant { slug } } }`;

/**
 * One installation in three processes: the gateway, two that have subgraphs and work, one database. In order of the story; what ends is
 * started again.
 */
describe('several processes', () => {
  let database: TestDatabase;
  let simulators: Simulators;
  let environment: Environment;
  let owner: ApiClient;
  let outside: Outside;
  let gateway: ServedProcess;
  let intake: ServedProcess;
  let sales: ServedProcess;
  const ports = { gateway: 0, intake: 0, sales: 0 };

  const startGateway = async (): Promise<ServedProcess> => {
    const at = (port: number, ...names: string[]) =>
      names.map((name) => `${name}=http://127.0.0.1:${port}/subgraphs/${name}/graphql`);
    const urls = [...at(ports.intake, 'conversations', 'ai', 'tenants'), ...at(ports.sales, 'leads', 'crm')];
    return serve({ ...environment, SUBGRAPH_URLS: urls.join(',') }, ['gateway'], ports.gateway);
  };
  const startIntake = () => serve(environment, ['conversations', 'ai', 'tenants', 'workers'], ports.intake);
  const startSales = () => serve(environment, ['leads', 'crm', 'workers'], ports.sales);

  beforeAll(async () => {
    database = await createTestDatabase();
    simulators = await startSimulators({
      port: 0,
      facebook: { webhookUrl: 'http://127.0.0.1:9/', appSecret: 'test-app-secret', verifyToken: 'test-verify-token' },
    });
    const simulatorsUrl = `http://127.0.0.1:${simulators.port}`;
    environment = productionEnvironment({ databaseUrl: database.ownerUrl, simulatorsUrl });
    outside = new Outside(simulatorsUrl);
    for (const name of ['gateway', 'intake', 'sales'] as const) ports[name] = await freePort();
    await command(
      environment,
      ...['tenant', 'create', '--slug', 'acme', '--name', 'Acme', '--owner-name', 'Olivia'],
      ...['--owner-email', 'olivia@acme.example', '--owner-subject', 'acme-owner'],
    );
    [gateway, intake, sales] = await Promise.all([startGateway(), startIntake(), startSales()]);
    owner = new ApiClient(gateway.url, await tokenFor(environment, 'acme-owner', 'acme', 'owner'));
    await furnish(owner);
  }, 120_000);
  afterAll(async () => {
    const all = [gateway, intake, sales].filter(Boolean);
    for (const each of all) each.terminate();
    await Promise.all(all.map(({ ended }) => ended));
    await simulators?.close();
    await database?.drop();
  }, 60_000);

  const cursor = async (): Promise<string> => (await owner.ask('{ session { eventCursor } }'))['session'].eventCursor;
  const say = (psid: string, text = SURE): Promise<number> => postWebhook(intake.url, body(psid, text));
  const body = (psid: string, text = SURE): string => messengerBody({ page: PAGE, psid, text });
  const scored = (events: readonly { leadScored?: { lead: { contact: { platformUserId: string } } } }[], psid: string) =>
    events.flatMap(({ leadScored }) => (leadScored?.lead.contact.platformUserId === psid ? [leadScored] : []));
  /** Tells it to end, and how that went. */
  const end = async (process: ServedProcess): Promise<{ code: number | null; tookMs: number }> => {
    const startedAt = performance.now();
    process.terminate();
    const code = await process.ended;
    return { code, tookMs: performance.now() - startedAt };
  };

  it('carry a webhook at one of them to a subscriber of another, with the fields of three subgraphs', async () => {
    const live = owner.subscribe(LEAD_SCORED, { after: await cursor() });
    expect(await say('across')).toBe(200);
    await vi.waitFor(() => expect(scored(live.events, 'across')).toHaveLength(1), WAIT);
    expect(scored(live.events, 'across')[0]).toMatchObject({
      score: { points: expect.any(Number), run: { intent: expect.any(String) } },
      lead: { contact: { platformUserId: 'across' }, crmLinks: expect.any(Array) },
    });
    expect(live.errors).toEqual([]);
    await vi.waitFor(async () => expect(await outside.sentTo('across')).toMatchObject([{ status: 200 }]), WAIT);
    await vi.waitFor(async () => expect(await outside.salesforce('Task')).not.toEqual([]), WAIT);
    await live.cut();
  });

  it.each([
    ['no word of the gateway', {}],
    ['a word that nobody signed', { 'x-parley-identity': 'test.e30.AAAA' }],
    ['a token of a caller', { authorization: 'Bearer' }],
  ])('answer 401 to who asks a subgraph with %s', async (_what, headers) => {
    const own =
      'authorization' in headers
        ? { authorization: `Bearer ${await tokenFor(environment, 'acme-owner', 'acme', 'owner')}` }
        : headers;
    for (const url of [`${intake.url}/subgraphs/conversations/graphql`, `${sales.url}/subgraphs/leads/graphql`]) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...own } as Record<string, string>,
        body: JSON.stringify({ query: '{ __typename }' }),
      });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    }
  });

  it('have each only the doors of their roles', async () => {
    expect(await postWebhook(gateway.url, body('nobody'))).toBe(404);
    expect(await postWebhook(sales.url, body('nobody'))).toBe(404);
    expect((await fetch(`${intake.url}/graphql`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${intake.url}/subgraphs/leads/graphql`, { method: 'POST' })).status).toBe(404);
  });

  it('go on without one of them: its fields are null, the others answer, its work waits for it', async () => {
    expect(await end(sales)).toMatchObject({ code: 0, tookMs: expect.toSatisfy((ms: number) => ms < PROMPTLY_MS) });
    const { status, body: answer } = await owner.post(OVERVIEW);
    expect(status).toBe(200);
    expect(answer['data']).toMatchObject({ session: { tenant: { slug: 'acme' } } });
    expect(answer['data'].conversations.nodes[0]).toMatchObject({ contact: { platformUserId: 'across', lead: null } });
    expect(answer['errors'].map(({ extensions }: { extensions: { code: string } }) => extensions.code)).toEqual([
      'UPSTREAM_UNAVAILABLE',
    ]);

    expect(await say('meanwhile')).toBe(200);
    await vi.waitFor(async () => expect(await outside.sentTo('meanwhile')).toHaveLength(1), WAIT);
    sales = await startSales();
    await vi.waitFor(async () => {
      const { conversations } = await owner.ask(OVERVIEW);
      expect(conversations.nodes).toHaveLength(2);
      for (const { contact } of conversations.nodes)
        expect(contact).toMatchObject({ lead: { crmLinks: [{ status: 'SYNCED' }] } });
    }, WAIT);
  }, 60_000);

  it('end in order: not ready first, then the webhook and the post under way are finished, and nothing is done twice', async () => {
    await outside.faults('facebook', [{ match: { method: 'POST', path: '/messages' }, delayMs: 700 }]);
    expect(await say('posting')).toBe(200);
    await vi.waitFor(async () => expect(await outside.sentTo('posting')).toMatchObject([{ status: null }]), WAIT);
    const posted = new SlowPost(`${intake.url}/webhooks/facebook`, body('in-flight'));
    await posted.begun;
    const ended = end(intake);
    await vi.waitFor(async () => expect((await fetch(`${intake.url}/health/ready`)).status).toBe(503), WAIT);
    expect(await posted.finish()).toBe(200);
    expect(await ended).toMatchObject({ code: 0, tookMs: expect.toSatisfy((ms: number) => ms < PROMPTLY_MS + 700) });
    expect(await outside.sentTo('posting')).toMatchObject([{ status: 200 }]);

    await outside.faults('facebook', []);
    intake = await startIntake();
    await vi.waitFor(async () => expect(await outside.sentTo('in-flight')).toHaveLength(1), WAIT);
    expect(await outside.sentTo('posting')).toHaveLength(1);
  }, 60_000);

  it('end in order: the gateway gives the answer under way, and tells its subscribers', async () => {
    const live = owner.subscribe(LEAD_SCORED);
    await live.open;
    const asked = new SlowPost(`${gateway.url}/graphql`, JSON.stringify({ query: OVERVIEW }), {
      authorization: `Bearer ${await tokenFor(environment, 'acme-owner', 'acme', 'owner')}`,
    });
    await asked.begun;
    const ended = end(gateway);
    await vi.waitFor(async () => expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(503), WAIT);
    expect(await asked.finish()).toBe(200);
    expect(JSON.parse(asked.answer)).toMatchObject({ data: { conversations: { nodes: expect.any(Array) } } });
    expect(JSON.parse(asked.answer)).not.toHaveProperty('errors');
    expect(await ended).toMatchObject({ code: 0, tookMs: expect.toSatisfy((ms: number) => ms < PROMPTLY_MS) });
    await vi.waitFor(() => expect(live.errors).toMatchObject([{ code: 1001 }]), WAIT);
    gateway = await startGateway();
    expect((await owner.ask(OVERVIEW))['session']).toEqual({ tenant: { slug: 'acme' } });
  }, 60_000);
});

const [acme] = demoTenants as [DemoTenant];
const PAGE = demoChannel(acme, 'FACEBOOK').accountId;

async function furnish(owner: ApiClient): Promise<void> {
  // a spec that waits for an answer is not to get a review by the draw
  await owner.ask('mutation { updateAiSettings(input: { auditShare: 0 }) { autoReply } }');
  for (const { title, text } of acmeKnowledge) {
    await owner.ask('mutation Add($title: String!, $text: String!) { addKnowledgeDocument(title: $title, text: $text) { id } }', {
      title,
      text,
    });
  }
  await owner.ask('mutation Connect($input: ConnectCrmInput!) { connectCrm(input: $input) { id } }', {
    input: demoCrm(acme, 'SALESFORCE'),
  });
  await owner.ask('mutation Connect($input: ConnectChannelInput!) { connectChannel(input: $input) { id } }', {
    input: demoChannel(acme, 'FACEBOOK'),
  });
}

/** A signed POST whose last byte is held back: the server has it under way until `finish`. */
class SlowPost {
  readonly #request: ClientRequest;
  readonly #body: Buffer;
  readonly begun: Promise<void>;
  answer = '';

  constructor(url: string, text: string, headers: Record<string, string> = {}) {
    this.#body = Buffer.from(text);
    this.#request = request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': this.#body.length,
        // the server says so once it has the request
        expect: '100-continue',
        'x-hub-signature-256': signatureOf(text),
        ...headers,
      },
    });
    this.#request.flushHeaders();
    this.begun = once(this.#request, 'continue').then(() => void this.#request.write(this.#body.subarray(0, -1)));
  }

  async finish(): Promise<number> {
    const answered = once(this.#request, 'response');
    this.#request.end(this.#body.subarray(-1));
    const [response] = await answered;
    for await (const chunk of response) this.answer += chunk;
    return response.statusCode;
  }
}
