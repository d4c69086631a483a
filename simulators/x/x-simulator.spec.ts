import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { type Simulators, startSimulators } from '../start-simulators.ts';
import { callSimulator } from '../testing/call-simulator.ts';

const SECRET = 'consumer';
const US = '1111111111111111111';
const THEM = '2222222222222222222';
let simulators: Simulators;
/** The app at the other end. */
const received: { signatureHolds: boolean; body: { data?: Record<string, unknown> } & Record<string, unknown> }[] = [];
const answers: number[] = [];
let crcSecret = SECRET;
const base64 = (text: string, secret: string) => `sha256=${createHmac('sha256', secret).update(text).digest('base64')}`;
const app = createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (request.method === 'GET') {
    response.end(JSON.stringify({ response_token: base64(url.searchParams.get('crc_token') ?? '', crcSecret) }));
    return;
  }
  let raw = '';
  for await (const chunk of request) raw += String(chunk);
  received.push({
    signatureHolds: request.headers['x-twitter-webhooks-signature'] === base64(raw, SECRET),
    body: JSON.parse(raw),
  });
  response.writeHead(answers.shift() ?? 200).end();
});
let webhookUrl: string;

const call = (path: string, json?: unknown, { token = `x-sim-${US}`, method }: { token?: string; method?: string } = {}) =>
  callSimulator(`http://127.0.0.1:${simulators.port}/x${path}`, {
    ...(json === undefined ? {} : { json }),
    ...(method === undefined ? {} : { method }),
    headers: { authorization: `Bearer ${token}` },
  });
const settings = (patch: object) => call('/_settings', patch, { method: 'PUT' });
const inbound = async (how: object) => (await call('/_inbound', { accountId: US, personId: THEM, text: 'hi', ...how })).body;

beforeAll(async () => {
  await new Promise<void>((resolve) => void app.listen(0, '127.0.0.1', resolve));
  webhookUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}/webhooks/x`;
  simulators = await startSimulators({ port: 0, x: { webhookUrl, consumerSecret: SECRET }, seed: 7 });
});
afterAll(async () => {
  await simulators.close();
  app.closeAllConnections();
  app.close();
});
afterEach(async () => {
  await settings({ envelope: 'xaa', requireSubscription: false, closedToDirectMessages: [], expiredUsers: [], revokedUsers: [] });
  await call('/_reset-caps', {});
  received.length = 0;
  crcSecret = SECRET;
});

describe('a token', () => {
  it('is asked for, and refused where it is none, is over or was taken back', async () => {
    expect((await callSimulator(`http://127.0.0.1:${simulators.port}/x/2/users/me`)).status).toBe(401);
    expect((await call('/2/users/me', undefined, { token: 'nonsense' })).body).toMatchObject({
      title: 'Unauthorized',
      status: 401,
    });
    expect((await call('/2/users/me')).body).toMatchObject({ data: { id: US } });
    await settings({ expiredUsers: [US] });
    expect((await call('/2/users/me')).status).toBe(401);
  });

  it('of the app alone sends nothing, and one of a user manages no webhooks', async () => {
    const sent = await call(`/2/dm_conversations/with/${THEM}/messages`, { text: 'x' }, { token: 'x-sim-app' });
    expect(sent).toMatchObject({ status: 403, body: { title: 'Unsupported Authentication' } });
    expect((await call('/2/webhooks')).status).toBe(403);
    expect((await call('/2/webhooks', undefined, { token: 'x-sim-app' })).body).toMatchObject({
      data: [{ url: webhookUrl, valid: true }],
    });
  });

  it('is given for a refresh token, which is good once', async () => {
    const refresh = (token: string, client_id = 'c') =>
      fetch(`http://127.0.0.1:${simulators.port}/x/2/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token, client_id }),
      });
    expect((await refresh(`x-sim-refresh-${US}`, '')).status).toBe(401);
    const given = (await (await refresh(`x-sim-refresh-${US}`)).json()) as { access_token: string; refresh_token: string };
    await settings({ expiredUsers: [US] });
    expect((await call('/2/users/me', undefined, { token: given.access_token })).body).toMatchObject({ data: { id: US } });
    expect((await refresh(`x-sim-refresh-${US}`)).status).toBe(400);
    expect((await refresh(given.refresh_token)).status).toBe(200);
    await settings({ revokedUsers: [US] });
    expect((await call('/2/users/me', undefined, { token: given.access_token })).status).toBe(401);
  });
});

it('a token without a scope does what the others let it do', async () => {
  await settings({ missingScopes: { [US]: ['like.read', 'dm.write'] } });
  expect((await call('/2/activity/subscriptions')).status).toBe(403);
  expect((await call(`/2/dm_conversations/with/${THEM}/messages`, { text: 'x' })).status).toBe(403);
  expect((await call('/2/dm_events')).status).toBe(200);
  await settings({ missingScopes: {} });
});

describe('a direct message', () => {
  it('is taken with a 201, listed newest first, and told to the app with its signature', async () => {
    const id = (await inbound({ name: 'Ana Roth' })).id;
    const sent = await call(`/2/dm_conversations/with/${THEM}/messages`, { text: 'a < b, see https://shop.example/1' });
    expect(sent).toMatchObject({ status: 201, body: { data: { dm_conversation_id: `${US}-${THEM}`, dm_event_id: /^\d{19}$/ } } });
    const fields = 'dm_event.fields=sender_id,created_at,entities&expansions=sender_id&user.fields=name';
    const { body } = await call(`/2/dm_conversations/with/${THEM}/dm_events?${fields}`);
    expect(body.data).toMatchObject([
      { text: expect.stringMatching(/^a &lt; b, see https:\/\/t\.co\/\w+$/), sender_id: US, event_type: 'MessageCreate' },
      { id, text: 'hi', sender_id: THEM },
    ]);
    expect(body.includes.users).toEqual([{ id: THEM, name: 'Ana Roth', username: expect.any(String) }]);
    await vi.waitFor(() => expect(received).toHaveLength(2));
    expect(received.every(({ signatureHolds }) => signatureHolds)).toBe(true);
    expect(received.map(({ body: { data } }) => data?.['event_type'])).toEqual(['dm.received', 'dm.sent']);
  });

  it.each([
    ['has no text', {}],
    ['has a key that X does not know', { text: 'x', colour: 'red' }],
    ['has more than 10,000 characters', { text: 'x'.repeat(10_001) }],
  ])('that %s is not valid', async (_what, body) => {
    const { status, body: problem } = await call(`/2/dm_conversations/with/${THEM}/messages`, body);
    expect(status).toBe(400);
    expect(problem).toMatchObject({
      title: 'Invalid Request',
      errors: [{ parameters: {}, message: expect.stringContaining('$') }],
    });
  });

  it('to somebody who takes none is forbidden', async () => {
    await settings({ closedToDirectMessages: [THEM] });
    const { status, body } = await call(`/2/dm_conversations/with/${THEM}/messages`, { text: 'x' });
    expect([status, body.detail]).toEqual([403, 'You do not have permission to DM one or more participants.']);
  });

  it('is one of 15 in 15 minutes; the next is refused without Retry-After, and the 24 hours go on counting', async () => {
    const send = () => call(`/2/dm_conversations/with/${THEM}/messages`, { text: 'x' });
    const all = [];
    for (let index = 0; index < 16; index += 1) all.push(await send());
    expect(all.map(({ status }) => status)).toEqual([...Array(15).fill(201), 429]);
    const last = all.at(-1)!;
    expect(last.body).toMatchObject({ title: 'Too Many Requests', status: 429 });
    expect(last.headers.get('retry-after')).toBeNull();
    expect(last.headers.get('x-rate-limit-remaining')).toBe('0');
    expect(Number(last.headers.get('x-rate-limit-reset')) * 1000).toBeGreaterThan(Date.now() + 800_000);
    expect(last.headers.get('x-app-limit-24hour-remaining')).toBe('1425');
  });
});

describe('a post', () => {
  const post = (text: string, answered?: string) =>
    call('/2/tweets', { text, ...(answered && { reply: { in_reply_to_tweet_id: answered } }) });

  it('answers who mentioned or quoted the account, and nobody else', async () => {
    const [mention, quote, reply] = [
      await inbound({ kind: 'mention' }),
      await inbound({ kind: 'quote' }),
      await inbound({ kind: 'reply' }),
    ];
    expect((await post('1', mention.id)).body.data.text).toMatch(/^@\w+ 1$/);
    expect((await post('2', quote.id)).status).toBe(201);
    expect(await post('3', reply.id)).toMatchObject({
      status: 403,
      body: { detail: 'You are not permitted to perform this action.' },
    });
    await settings({ selfServe: false });
    expect((await post('3', reply.id)).status).toBe(201);
    await settings({ selfServe: true });
    expect((await post('4', '5')).status).toBe(403);
  });

  it('is neither too long nor a repetition', async () => {
    expect((await post('漢'.repeat(141))).body.detail).toContain('too long');
    expect((await post(`${'a'.repeat(256)} https://shop.example/${'x'.repeat(300)}`)).status).toBe(201);
    expect((await post('Same.')).status).toBe(201);
    expect((await post('Same.')).body.detail).toContain('duplicate');
  });

  it('is listed among the account’s own and, where it names the account, among its mentions', async () => {
    const { id } = await inbound({ kind: 'mention', text: 'Look here' });
    const since = new Date(Date.now() - 60_000).toISOString().replace(/\.\d+/, '');
    const { body } = await call(`/2/users/${US}/mentions?tweet.fields=author_id&start_time=${since}`);
    expect(body.data[0]).toMatchObject({ id, author_id: THEM, text: expect.stringContaining('Look here') });
    expect(body.data[0]).not.toHaveProperty('conversation_id');
    for (let index = 0; index < 6; index += 1) await post(`Number ${index}`);
    const own = await call(`/2/users/${US}/tweets?max_results=5`);
    expect(own.body.meta).toMatchObject({ result_count: 5, next_token: expect.any(String) });
    const next = await call(`/2/users/${US}/tweets?max_results=5&pagination_token=${own.body.meta.next_token}`);
    expect(next.body.data[0].id).not.toBe(own.body.data[4].id);
  });

  it.each([
    'start_time=soon',
    'start_time=2999-01-01T00:00:00Z',
    'max_results=4',
    'tweet.fields=nonsense',
    'colour=red',
    'pagination_token=x',
  ])('is not listed by %s', async (query) => {
    expect((await call(`/2/users/${US}/mentions?${query}`)).status).toBe(400);
  });
});

describe('a subscription', () => {
  const make = (over: object = {}, token?: string) =>
    call(
      '/2/activity/subscriptions',
      { event_type: 'dm.received', filter: { user_id: US }, webhook_id: '1500000000000000001', ...over },
      token === undefined ? {} : { token },
    );

  it('is made once, by the user whose events they are, for a webhook that is there', async () => {
    expect((await make({}, `x-sim-${THEM}`)).status).toBe(403);
    expect((await make({ webhook_id: '5' })).status).toBe(400);
    expect((await make({ event_type: 'DmReceived' })).status).toBe(400);
    const { status, body } = await make();
    expect([status, body.data.subscription.event_type]).toEqual([200, 'dm.received']);
    expect((await make()).status).toBe(409);
    await settings({ requireSubscription: true });
    expect(await inbound({})).toMatchObject({ status: 200 });
    expect(await inbound({ kind: 'mention' })).toMatchObject({ status: null });
    const id = body.data.subscription.subscription_id;
    expect((await call(`/2/activity/subscriptions/${id}`, undefined, { method: 'DELETE' })).body).toMatchObject({
      data: { deleted: true },
    });
    expect(await inbound({})).toMatchObject({ status: null });
  });
});

describe('a webhook', () => {
  it('is made where the app knows the secret, and not twice', async () => {
    const asApp = { token: 'x-sim-app' };
    expect((await call('/_verify', {})).body).toMatchObject({ verified: true });
    crcSecret = 'another';
    expect((await call('/_verify', {})).body).toMatchObject({ verified: false });
    const failed = await call('/2/webhooks', { url: `${webhookUrl}?2` }, asApp);
    expect(failed.body.errors[0].message).toBe('CrcValidationFailed');
    crcSecret = SECRET;
    const made = await call('/2/webhooks', { url: `${webhookUrl}?2` }, asApp);
    expect(made.body.data).toMatchObject({ valid: true });
    expect((await call('/2/webhooks', { url: `${webhookUrl}?2` }, asApp)).body.errors[0].message).toBe('DuplicateUrlFailed');
    expect((await call('/2/webhooks', { url: 'https://elsewhere.example/' }, asApp)).body.errors[0].message).toBe(
      'UrlValidationFailed',
    );
    expect((await call(`/2/webhooks/${made.body.data.id}`, undefined, { ...asApp, method: 'DELETE' })).status).toBe(200);
  });

  it('is sent again until the app takes it', async () => {
    answers.push(500);
    expect(await inbound({})).toMatchObject({ status: 500 });
    await vi.waitFor(() => expect(received).toHaveLength(2));
    expect(received[1]?.body).toEqual(received[0]?.body);
  });
});

test('every kind of event leaves in both envelopes, but for the encrypted ones', async () => {
  const kinds = ['dm', 'mention', 'reply', 'quote', 'read', 'typing', 'delete', 'revoke', 'encrypted'];
  for (const kind of kinds) expect(await inbound({ kind, envelope: 'xaa' })).toMatchObject({ status: 200 });
  expect(received.map(({ body }) => body.data?.['event_type'])).toEqual([
    'dm.received',
    'post.mention.create',
    'post.reply.create',
    'post.quote.create',
    'dm.read',
    'dm.indicate_typing',
    'post.delete',
    'oauth.revoke',
    'chat.received',
  ]);
  received.length = 0;
  for (const kind of kinds.slice(0, -1)) await inbound({ kind, envelope: 'aaa' });
  expect(received.map(({ body }) => Object.keys(body).find((key) => key.includes('event')))).toEqual([
    'direct_message_events',
    'tweet_create_events',
    'tweet_create_events',
    'tweet_create_events',
    'direct_message_mark_read_events',
    'direct_message_indicate_typing_events',
    'tweet_delete_events',
    'user_event',
  ]);
});

test('Account Activity cuts a long post and says it whole beside', async () => {
  await inbound({ kind: 'mention', envelope: 'aaa', text: 'long '.repeat(50).trim() });
  const [post] = (received[0]?.body['tweet_create_events'] ?? []) as Record<string, unknown>[];
  expect(post).toMatchObject({ truncated: true, extended_tweet: { full_text: expect.stringMatching(/(long ?){50}$/) } });
  expect(String(post?.['text'])).toHaveLength(140);
});

test('a control body that does not fit is told so', async () => {
  expect((await call('/_inbound', { accountId: US, kind: 'wave' })).status).toBe(400);
  expect((await call('/_inbound', { accountId: US, kind: 'dm', text: 'hi' })).body.error).toContain('personId');
  expect((await settings({ colour: 'red' })).status).toBe(400);
});
