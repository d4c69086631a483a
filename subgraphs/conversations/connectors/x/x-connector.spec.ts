import { createHmac, randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, it, test } from 'vitest';
import { type Simulators, startSimulators } from '../../../../simulators/start-simulators.ts';
import { type ConnectorStand, platformConnectorContract } from '../platform-connector.contract.ts';
import type { ConnectedAccount, PlatformConnector } from '../platform-connector.ts';
import { xConnector } from './x-connector.ts';

const SECRET = 'test-consumer-secret';
const WEBHOOK_ID = '1500000000000000001';
let simulators: Simulators;
let stand: ConnectorStand;
const soon = () => AbortSignal.timeout(5000);
const newId = (): string => `17${randomInt(1e8, 1e9)}${randomInt(1e7, 1e8)}`;
const control = async (method: string, path: string, body?: object, token?: string): Promise<unknown> => {
  const response = await fetch(`http://127.0.0.1:${simulators.port}/x${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return response.json();
};
const connectorAt = (port: number): PlatformConnector =>
  xConnector({ consumerSecret: SECRET, apiUrl: `http://127.0.0.1:${port}/x`, webhookId: WEBHOOK_ID });
const accountOf = (accountId: string): ConnectedAccount => ({ accountId, credentials: { accessToken: `x-sim-${accountId}` } });

/** Many tests use one account: more than X would let them. */
const ROOMY = { user15Minutes: 10_000 };
const CAPS = ['dm.send', 'post.create', 'dm.read', 'dm.thread', 'user.me', 'subscription.read', 'subscription.create'];
const roomy = () => control('PUT', '/_settings', { caps: Object.fromEntries(CAPS.map((cap) => [cap, ROOMY])) });

beforeAll(async () => {
  const gone = await startSimulators({ port: 0 });
  const closedPort = gone.port;
  await gone.close();
  simulators = await startSimulators({ port: 0 });
  await roomy();
  const accountId = newId();
  const dm = {
    type: 'message_create',
    id: newId(),
    created_timestamp: String(Date.now()),
    message_create: { target: { recipient_id: accountId }, sender_id: newId(), message_data: { text: 'Käse & Brot?' } },
  };
  const data = { event_uuid: '-1', filter: { user_id: accountId }, event_type: 'dm.received' };
  const body = Buffer.from(JSON.stringify({ data: { ...data, payload: { direct_message_events: [dm], users: {} } } }));
  const signature = `sha256=${createHmac('sha256', SECRET).update(body).digest('base64')}`;
  stand = {
    control,
    connector: connectorAt(simulators.port),
    account: () => accountOf(accountId),
    accountOfAnother: () => ({ accountId, credentials: { accessToken: `x-sim-${newId()}` } }),
    person: async (account, name) => {
      const personId = newId();
      const wrote = { accountId: account.accountId, personId, text: 'hi', retry: false, ...(name && { name }) };
      const { id } = (await control('POST', '/_inbound', wrote)) as { id: string };
      return { personId, replyTo: null, platformMessageId: id };
    },
    tellsNames: true,
    signedBody: () => ({ body, headers: { 'x-twitter-webhooks-signature': signature } }),
    endCredentials: async (account, how) =>
      void (await control('PUT', '/_settings', { [how === 'expired' ? 'expiredUsers' : 'revokedUsers']: [account.accountId] })),
    endSubscription: async () => {
      const { data: all } = (await control('GET', '/2/activity/subscriptions', undefined, 'x-sim-app')) as {
        data: { subscription_id: string; event_type: string }[];
      };
      const { subscription_id: id } = all.find((each) => each.event_type === 'dm.received')!;
      await control('DELETE', `/2/activity/subscriptions/${id}`, undefined, 'x-sim-app');
    },
    heal: async () => void (await control('PUT', '/_settings', { expiredUsers: [], revokedUsers: [] })),
    unreachable: () => connectorAt(closedPort),
  };
});
afterAll(() => simulators.close());

platformConnectorContract('X', () => stand);

interface Said {
  readonly id: string;
  readonly body: { data: object };
}

/** Somebody posts something that concerns the account; gives the message that the webhook says. */
async function posted(account: ConnectedAccount, how: object) {
  const wrote = { accountId: account.accountId, personId: newId(), text: 'Is it in stock?', retry: false, ...how };
  const { id } = (await control('POST', '/_inbound', wrote)) as Said;
  const all = (await control('GET', '/_webhooks')) as { body: object }[];
  const { parts, faults } = stand.connector.parse(Buffer.from(JSON.stringify(all.at(-1)!.body)));
  expect(faults).toEqual([]);
  const [item] = parts.flatMap(({ items }) => items);
  if (item?.kind !== 'message') throw new Error(`${item?.kind} is no message`);
  expect(item.platformMessageId).toBe(id);
  return item;
}
const reply = (to: { personId: string; replyTo: string | null }, text: string) => ({
  personId: to.personId,
  replyTo: to.replyTo,
  text,
  deliveryId: 'ours',
  isByPerson: false,
  isWindowClosed: false,
});
type Entry = { method: string; path: string; request: unknown };
const journal = async (method: string) =>
  ((await control('GET', '/_journal')) as Entry[]).filter((entry) => entry.method === method);

it.each(['xaa', 'aaa'])('answers a mention that came by %s under its post, and reads back what was written', async (envelope) => {
  const account = stand.account();
  const mention = await posted(account, { kind: 'mention', envelope });
  expect(mention).toMatchObject({ thread: mention.platformMessageId, replyTo: mention.platformMessageId });
  await control('DELETE', '/_journal');
  const text = `Fish & chips < 5: see https://shop.example/${mention.personId}?a=1&b=2`;
  const outcome = await stand.connector.send(account, reply(mention, text), soon());
  expect(outcome).toMatchObject({ kind: 'accepted' });
  expect(await journal('POST')).toMatchObject([
    { path: '/2/tweets', request: { text, reply: { in_reply_to_tweet_id: mention.platformMessageId } } },
  ]);
  const { messages } = await stand.connector.readBack(account, mention, soon());
  expect(messages).toMatchObject([{ text, platformMessageId: (outcome as { platformMessageId: string }).platformMessageId }]);
  expect(await stand.connector.send(account, reply(mention, text), soon())).toMatchObject({
    kind: 'refused',
    reason: 'REJECTED',
  });
});

it('answers a quote, and no reply that does not name the account: neither we nor X let it', async () => {
  const account = stand.account();
  const quote = await posted(account, { kind: 'quote' });
  expect(await stand.connector.send(account, reply(quote, 'Thank you!'), soon())).toMatchObject({ kind: 'accepted' });
  const unsummoned = await posted(account, { kind: 'reply' });
  await control('DELETE', '/_journal');
  const refused = await stand.connector.send(account, reply(unsummoned, 'Hello!'), soon());
  expect(refused).toMatchObject({ kind: 'refused', reason: 'REJECTED', error: expect.stringContaining('mentions or quotes') });
  expect(await journal('POST')).toEqual([]);
  const forced = reply({ ...unsummoned, replyTo: unsummoned.platformMessageId }, 'Hello!');
  expect(await stand.connector.send(account, forced, soon())).toMatchObject({ kind: 'refused', reason: 'REJECTED' });
  expect(await stand.connector.readBack(account, unsummoned, soon())).toEqual({ messages: [] });
});

it('backfills direct messages over several pages, and mentions with their threads, oldest first', async () => {
  const account = accountOf(newId());
  const since = new Date(Date.now() - 3_600_000);
  const personId = newId();
  for (let minute = 0; minute < 101; minute += 1) {
    const timestamp = since.getTime() + 1000 * (minute + 1);
    const wrote = { accountId: account.accountId, personId, text: `${minute} & more`, timestamp, retry: false, name: 'Ana' };
    await control('POST', '/_inbound', wrote);
  }
  await control('POST', '/_inbound', {
    accountId: account.accountId,
    personId,
    text: 'old',
    timestamp: 1_700_000_000_000,
    retry: false,
  });
  const mention = await posted(account, { kind: 'mention' });
  const { messages } = await stand.connector.readInbound(account, since, soon());
  expect(messages?.map(({ text }) => text)).toEqual([...Array.from({ length: 101 }, (_, n) => `${n} & more`), mention.text]);
  expect(messages?.[0]).toMatchObject({ personId, thread: null, replyTo: null, displayName: 'Ana' });
  expect(messages?.at(-1)).toMatchObject({ thread: mention.thread, replyTo: mention.replyTo });
});

it('goes on with what X’s limit did not let it read, and loses none of it', async () => {
  const account = accountOf(newId());
  const since = new Date(Date.now() - 3_600_000);
  const wrote = Array.from({ length: 101 }, (_, n) => ({ text: `${n}`, timestamp: since.getTime() + 1000 * (n + 1) }));
  const from = { accountId: account.accountId, personId: newId(), retry: false, name: 'Ana' };
  await Promise.all(wrote.map((one) => control('POST', '/_inbound', { ...from, ...one })));
  await control('PUT', '/_settings', { caps: { 'dm.read': { user15Minutes: 1 } } });
  const first = await stand.connector.readInbound(account, since, soon());
  if (first.messages === null) throw new Error(first.error);
  expect(first.messages).toHaveLength(100);
  await roomy();
  // this connector goes by what X's headers said
  const second = await connectorAt(simulators.port).readInbound(account, since, soon(), first.rest);
  expect(second).toMatchObject({ messages: [{ text: '0' }] });
  expect(second).not.toHaveProperty('rest');
});

it('renews with a refresh token that is good once, and goes on with the new credentials', async () => {
  const accountId = newId();
  const first = { accessToken: `x-sim-${accountId}`, refreshToken: `x-sim-refresh-${accountId}`, clientId: 'client' };
  const account = { accountId, credentials: { ...first, expiresAt: '2026-11-22T20:00:00Z' } };
  expect(stand.connector.renewAt(account)).toEqual(new Date('2026-11-22T19:50:00Z'));
  expect(stand.connector.renewAt(accountOf(accountId))).toBeNull();
  const renewal = await stand.connector.renew(account, soon());
  if (renewal.kind !== 'renewed') throw new Error(renewal.error);
  await control('PUT', '/_settings', { expiredUsers: [accountId] });
  const renewed = { accountId, credentials: stand.connector.parseCredentials(renewal.credentials) };
  expect(await stand.connector.verifyCredentials(renewed, soon())).toEqual({ kind: 'verified' });
  expect(await stand.connector.verifyCredentials(account, soon())).toMatchObject({ kind: 'refused' });
  expect(await stand.connector.renew(account, soon())).toMatchObject({ kind: 'refused' });
  expect(await stand.connector.renew(renewed, soon())).toMatchObject({ kind: 'renewed' });
  await control('PUT', '/_faults', { match: { path: '/2/oauth2/token' }, status: 503, body: '<html>' });
  expect(await stand.connector.renew(renewed, soon())).toMatchObject({ kind: 'unavailable' });
  await control('DELETE', '/_faults');
});

it('subscribes again without an error, and makes only what is missing', async () => {
  const account = accountOf(newId());
  await control('DELETE', '/_journal');
  for (const _again of [1, 2]) expect(await stand.connector.subscribe(account, soon())).toEqual({ kind: 'verified' });
  const made = (await journal('POST')).map(({ request }) => request);
  expect(made).toHaveLength(7);
  expect(made[0]).toMatchObject({ event_type: 'dm.received', filter: { user_id: account.accountId }, webhook_id: WEBHOOK_ID });
});

it('is well without the events that X need not know, and not without those that Parley needs', async () => {
  const account = accountOf(newId());
  const refusing = (event: string) =>
    control('PUT', '/_faults', {
      match: { method: 'POST', body: event },
      status: 400,
      body: { title: 'Invalid Request', status: 400 },
    });
  await refusing('post.reply.create');
  expect(await stand.connector.subscribe(account, soon())).toEqual({ kind: 'verified' });
  expect(await stand.connector.checkHealth(account, soon())).toEqual({ kind: 'verified' });
  await refusing('chat.received');
  expect(await stand.connector.subscribe(accountOf(newId()), soon())).toMatchObject({ kind: 'refused' });
  await control('DELETE', '/_faults');
});

it('says that a token lacks a scope before the channel is connected, and not when its first message comes', async () => {
  const account = accountOf(newId());
  await control('PUT', '/_settings', { missingScopes: { [account.accountId]: ['like.read'] } });
  expect(await stand.connector.subscribe(account, soon())).toMatchObject({
    kind: 'refused',
    error: expect.stringContaining('scopes'),
  });
  await control('PUT', '/_settings', { missingScopes: { [account.accountId]: ['dm.read'] } });
  expect(await stand.connector.subscribe(account, soon())).toMatchObject({
    kind: 'refused',
    error: expect.stringContaining('scopes'),
  });
  await control('PUT', '/_settings', { missingScopes: {} });
});

it('holds a message back that is over the account’s 15 minutes, and says for how long', async () => {
  const connector = connectorAt(simulators.port);
  const account = accountOf(newId());
  await control('PUT', '/_settings', { caps: { 'dm.send': { user15Minutes: 2 } } });
  const to = { personId: newId(), replyTo: null };
  for (const text of ['1', '2'])
    expect(await connector.send(account, reply(to, text), soon())).toMatchObject({ kind: 'accepted' });
  await control('DELETE', '/_journal');
  const held = await connector.send(account, reply(to, '3'), soon());
  expect(held).toMatchObject({ kind: 'later', cause: 'RATE', retryAfterMs: expect.any(Number) });
  expect((held as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(14 * 60_000);
  expect(await journal('POST')).toEqual([]);
  const ignorant = await connectorAt(simulators.port).send(account, reply(to, '3'), soon());
  expect(ignorant).toMatchObject({ kind: 'later', cause: 'RATE' });
  expect((ignorant as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(14 * 60_000);
  await roomy();
});

it('lets two accounts share the app’s 24 hours: who wants all of it gets no more than half while the other may still want theirs', async () => {
  const connector = connectorAt(simulators.port);
  const [greedy, modest] = [accountOf(newId()), accountOf(newId())];
  await control('POST', '/_reset-caps');
  await control('PUT', '/_settings', { caps: { 'dm.send': { user15Minutes: 1000, user24Hours: 1000, app24Hours: 20 } } });
  const send = (account: ConnectedAccount) => connector.send(account, reply({ personId: newId(), replyTo: null }, 'Hi.'), soon());
  expect(await send(modest)).toMatchObject({ kind: 'accepted' });
  const greedyOutcomes = [];
  for (let index = 0; index < 19; index += 1) greedyOutcomes.push(await send(greedy));
  expect(greedyOutcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(10);
  expect(greedyOutcomes.at(-1)).toMatchObject({ kind: 'later', cause: 'RATE', error: expect.stringContaining('share') });
  const modestOutcomes = [];
  for (let index = 0; index < 10; index += 1) modestOutcomes.push(await send(modest));
  expect(modestOutcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(9);
  await roomy();
});

test('a text of 10,000 characters is one direct message, and several posts', () => {
  const text = 'word '.repeat(2000).trim();
  expect(stand.connector.splitText(text, null)).toEqual([text]);
  expect(stand.connector.splitText(text, '1').length).toBeGreaterThan(30);
});
