import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { issueToken } from '#kernel/auth/issue-token.ts';
import { ApiClient } from './support/client.ts';
import { messengerBody, postWebhook } from './support/messenger.ts';
import { runParley } from './support/run-parley.ts';
import { type StartedSystem, startSystem } from './support/system.ts';

const ACME_PAGE = '1067280970047460';
const GLOBEX_PAGE = '2067280970047461';
const WAIT = { timeout: 20_000, interval: 50 };

/** What comes in wrong is told so, and nothing that was right is lost with it. */
describe('bad input', () => {
  let system: StartedSystem;
  let acme: ApiClient;

  beforeAll(async () => {
    system = await startSystem();
    acme = new ApiClient(system.url, await system.token('acme-owner'));
  }, 120_000);
  afterAll(() => system.close(), 30_000);

  const received = async (psid: string): Promise<boolean> =>
    (await acme.ask('query C($psid: String!) { contacts(filter: { platformUserId: $psid }) { nodes { id } } }', { psid }))[
      'contacts'
    ].nodes.length > 0;
  const connect = (input: Record<string, unknown>) =>
    acme.post('mutation Connect($input: ConnectChannelInput!) { connectChannel(input: $input) { id } }', {
      input: { platform: 'FACEBOOK', displayName: 'A page', ...input },
    });
  const deadLetters = async (): Promise<string> => (await runParley(system, ['dead-letters', 'list'])).stdout;

  it.each([
    ['absent', null],
    ['wrong', `sha256=${'0'.repeat(64)}`],
    ['short', 'sha256=00'],
    ['no hex', `sha256=${'z'.repeat(64)}`],
    ['of another scheme', `sha1=${'0'.repeat(40)}`],
  ])('answers 401 to a signature that is %s, stores nothing and counts it', async (_how, signature) => {
    const psid = `unsigned-${randomBytes(4).toString('hex')}`;
    expect(await postWebhook(system.url, messengerBody({ page: ACME_PAGE, psid, text: 'hello' }), signature)).toBe(401);
    expect(await postWebhook(system.url, messengerBody({ page: ACME_PAGE, psid: `${psid}-marker`, text: 'hello' }))).toBe(200);
    await vi.waitFor(async () => expect(await received(`${psid}-marker`)).toBe(true), WAIT);
    expect(await received(psid)).toBe(false);
    expect(await (await fetch(`${system.url}/metrics`)).text()).toMatch(
      /webhooks_rejected_total\{[^}]*platform="FACEBOOK"[^}]*\} [1-9]/i,
    );
  });

  it('answers the challenge to the right token alone', async () => {
    const ask = (token: string) =>
      fetch(`${system.url}/webhooks/facebook?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=4711`);
    const refused = await ask('guess');
    expect(refused.status).toBe(403);
    const verified = await fetch(`${system.simulators}/facebook/_verify`, { method: 'POST' });
    expect(await verified.json()).toMatchObject({ verified: true });
  });

  it('keeps a signed body that is no webhook as a dead letter, and acknowledges it', async () => {
    for (const body of ['not json', '{"object":"page"}', '{"object":"instagram_live","entry":[]}', '[]', '']) {
      expect(await postWebhook(system.url, body), body).toBe(200);
    }
    await vi.waitFor(
      async () =>
        expect(
          (await deadLetters()).split('\n').filter((line) => line.includes('INVALID_PAYLOAD')).length,
        ).toBeGreaterThanOrEqual(3),
      WAIT,
    );
  });

  it('processes the neighbours of a bad item, and of one for a page that nobody connected', async () => {
    const body = JSON.parse(
      messengerBody(
        { page: ACME_PAGE, psid: 'good-1', text: 'one' },
        { page: '999', psid: 'lost', text: 'two' },
        { page: ACME_PAGE, psid: 'good-2', text: 'three' },
      ),
    );
    body.entry.splice(1, 0, { id: ACME_PAGE, time: Date.now(), messaging: [{ sender: { id: 7 }, message: 'no object' }] });
    expect(await postWebhook(system.url, JSON.stringify(body))).toBe(200);
    await vi.waitFor(async () => expect([await received('good-1'), await received('good-2')]).toEqual([true, true]), WAIT);
    expect(await received('lost')).toBe(false);
  });

  it('answers 413 to a body over 1 MB', async () => {
    const status = await postWebhook(system.url, 'x'.repeat(1_048_577)).catch(() => 413);
    expect(status).toBe(413);
  });

  it('refuses a page that another tenant holds, and a credential that does not control the page', async () => {
    const held = await connect({ accountId: GLOBEX_PAGE, credentials: { pageAccessToken: `EAAG-sim-${GLOBEX_PAGE}` } });
    expect(held.body['errors'][0].extensions).toMatchObject({ code: 'CONFLICT' });
    const foreign = await connect({ accountId: '555', credentials: { pageAccessToken: 'EAAG-sim-556' } });
    expect(foreign.body['errors'][0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'input.credentials' });
    const wrong = await connect({ accountId: '555', credentials: { token: 'x' } });
    expect(wrong.body['errors'][0].extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(JSON.stringify([held, foreign, wrong])).not.toContain('EAAG');
  });

  it('refuses a token that is absent, expired, of another issuer, of an unknown member, or no token', async () => {
    const { jwtSecret } = await import('#kernel/config/development-secrets.ts').then(({ loadDevelopmentSecrets }) =>
      loadDevelopmentSecrets(system.dataDir),
    );
    const claims = { subject: 'acme-owner', tenant: 'acme', roles: ['owner'], ttlSeconds: 3_600 };
    const tokens = {
      expired: await issueToken({ secret: jwtSecret, issuer: 'parley' }, { ...claims, ttlSeconds: -10 }),
      'of another issuer': await issueToken({ secret: jwtSecret, issuer: 'somebody' }, claims),
      'of another secret': await issueToken({ secret: 'x'.repeat(48), issuer: 'parley' }, claims),
      'of an unknown member': await issueToken({ secret: jwtSecret, issuer: 'parley' }, { ...claims, subject: 'nobody' }),
      'of an unknown tenant': await issueToken({ secret: jwtSecret, issuer: 'parley' }, { ...claims, tenant: 'initech' }),
      garbage: 'abc.def.ghi',
      absent: '',
    };
    for (const [how, token] of Object.entries(tokens)) {
      const { status, body } = await new ApiClient(system.url, token).post('{ session { roles } }');
      expect({ how, status, code: body['errors']?.[0]?.extensions.code }).toEqual({ how, status: 401, code: 'UNAUTHENTICATED' });
      const socket = new ApiClient(system.url, token).subscribe('subscription { runChanged { cursor } }');
      await vi.waitFor(() => expect(socket.errors.length, how).toBeGreaterThan(0), WAIT);
      await socket.cut();
    }
  });

  it('refuses the members of a suspended tenant within seconds, open subscriptions too, until it is resumed', async () => {
    const globex = new ApiClient(system.url, await system.token('globex-owner'));
    const socket = globex.subscribe('subscription { runChanged { cursor } }');
    await socket.open;
    expect((await globex.post('{ session { roles } }')).status).toBe(200);
    expect((await runParley(system, ['tenant', 'suspend', 'globex'])).code).toBe(0);
    await vi.waitFor(async () => {
      const { status, body } = await globex.post('{ session { roles } }');
      expect([status, body['errors']?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    }, WAIT);
    await vi.waitFor(() => expect(socket.errors).not.toEqual([]), WAIT);
    await socket.cut();
    expect((await runParley(system, ['tenant', 'resume', 'globex'])).code).toBe(0);
    await vi.waitFor(async () => expect((await globex.post('{ session { roles } }')).status).toBe(200), WAIT);
  });

  it('refuses what the scopes do not allow, and says which coordinates', async () => {
    const analyst = new ApiClient(system.url, await system.token('acme-analyst'));
    const { status, body } = await analyst.post('mutation { claimNextReview { id } }');
    expect(status).toBe(403);
    expect(body['errors'][0].extensions.code).toBe('FORBIDDEN');
    expect(JSON.stringify(body)).toContain('Mutation.claimNextReview');
  });

  it('starts with a wrong environment not at all, and lists every fault at once', async () => {
    const { code, stderr } = await runParley(system, ['dev'], {
      PORT: 'abc',
      FEED_RETENTION_HOURS: '-1',
      ENCRYPTION_KEYS: 'x',
      LOG_LEVEL: 'loud',
    });
    expect(code).toBe(1);
    for (const variable of ['PORT', 'FEED_RETENTION_HOURS', 'ENCRYPTION_KEYS', 'LOG_LEVEL']) expect(stderr).toContain(variable);
  });

  it('says so when a second start finds the port taken', async () => {
    const { code, stderr } = await runParley(system, ['dev'], {});
    expect(code).toBe(1);
    expect(stderr).toMatch(/Port \d+ is in use/);
    expect((await fetch(`${system.url}/health/ready`)).status).toBe(200);
  });
});
