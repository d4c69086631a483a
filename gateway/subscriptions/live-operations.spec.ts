import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { makeClient } from '../fixtures/client.fixtures.ts';
import { acme, type FixtureSystem, startFixtureSystem, tokenOf } from '../fixtures/system.fixtures.ts';

const query = `subscription Scored($minPoints: Int, $after: String) {
  leadScored(minPoints: $minPoints, after: $after) { cursor lead { id points conversationOfLead { lastMessage } links { url } } }
}`;
const eventOf = (cursor: string, id: string, points: number) => ({
  data: {
    leadScored: {
      cursor,
      lead: {
        id,
        points,
        conversationOfLead: { lastMessage: id.endsWith('1') ? null : `hello from v-${id}` },
        links: [{ url: `https://crm.example/${id}` }],
      },
    },
  },
});

describe.each(['in process', 'remote'] as const)('a subscription, with its subgraphs %s,', (mode) => {
  let system: FixtureSystem;
  beforeEach(async () => {
    system = await startFixtureSystem(mode);
  });
  afterEach(() => system.stop());

  const score = (id: string, points: number, tenant = acme) => system.feed.publish(tenant, 'lead-scored', { leadId: id, points });
  const readers = (count: number) => expect.poll(() => system.feed.open).toBe(count);
  const subscribe = (variables = {}, token = tokenOf(), text = query) => {
    const { client, closed } = makeClient(system, token);
    return { events: client.iterate({ query: text, variables }), client, closed };
  };

  test('joins three subgraphs, minds its variables, and ends in the subgraph when the client completes it', async () => {
    const { events } = subscribe({ minPoints: 50 });
    const first = events.next();
    await readers(1);
    score('l3', 10);
    score('l7', 80);
    expect((await first).value).toEqual(eventOf('2', 'l7', 80));
    await events.return?.();
    await readers(0);
  });

  test('ends in the subgraph when the client is gone without a word', async () => {
    const socket = new WebSocket(`${system.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify({ type: 'connection_init', payload: { token: tokenOf() } }));
    await new Promise((resolve) => socket.once('message', resolve));
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
    await readers(1);
    socket.terminate();
    await readers(0);
  });

  test('runs the plan once an event for all who ask the same', async () => {
    const subscribers = Array.from({ length: 20 }, () => subscribe());
    let arrived = 0;
    const firsts = subscribers.map(({ events }) => events.next().finally(() => arrived++));
    await readers(1);
    const before = system.inbox.fetches;
    // some join a moment later than others and hear a later event first
    await expect
      .poll(() => {
        score('l7', 80);
        return arrived;
      })
      .toBe(subscribers.length);
    const seen = await Promise.all(firsts);
    expect(new Set(seen.map(({ value }) => JSON.stringify(value.data.leadScored.lead))).size).toBe(1);
    expect(system.inbox.fetches - before).toBeLessThanOrEqual(Number(await system.feed.head()));
    expect(system.feed.open).toBe(1);
    await Promise.all(subscribers.map(({ client }) => client.dispose()));
    await readers(0);
  });

  test('shares nothing between callers with different scopes or of different tenants', async () => {
    const short = 'subscription { leadScored { cursor lead { id } } }';
    const callers = [tokenOf(), tokenOf('leads:read'), tokenOf('leads:read', { member: 'mglobex' })];
    const subscribers = callers.map((token) => subscribe({}, token, short));
    const firsts = subscribers.map(({ events }) => events.next());
    await readers(3);
    score('l1', 1);
    await firsts[0];
    await firsts[1];
    const globex = (await system.members.verify(callers[2]!)).tenant;
    const cursor = score('l2', 2, globex);
    expect((await firsts[2])?.value).toEqual({ data: { leadScored: { cursor, lead: { id: 'l2' } } } });
    await Promise.all(subscribers.map(({ client }) => client.dispose()));
  });

  test('resumes after its cursor, missing nothing and repeating nothing, and then shares the common stream', async () => {
    const cursors = Array.from({ length: 5 }, (_, n) => score('l2', n));
    const live = subscribe();
    const firstLive = live.events.next();
    await readers(1);
    const resumed = subscribe({ after: cursors[1] });
    expect((await resumed.events.next()).value).toEqual(eventOf('3', 'l2', 2));
    expect((await resumed.events.next()).value).toEqual(eventOf('4', 'l2', 3));
    expect((await resumed.events.next()).value).toEqual(eventOf('5', 'l2', 4));
    await readers(2);
    const pending = resumed.events.next();
    score('l4', 77);
    expect((await firstLive).value).toMatchObject({ data: { leadScored: { cursor: '6' } } });
    expect((await pending).value).toMatchObject({ data: { leadScored: { cursor: '6' } } });
    await readers(1);
    for (const points of [1, 2, 3]) score('l6', points);
    for (const cursor of ['7', '8', '9']) {
      expect((await resumed.events.next()).value).toMatchObject({ data: { leadScored: { cursor } } });
    }
    await Promise.all([live.client.dispose(), resumed.client.dispose()]);
    await readers(0);
  });

  test('that resumes while events keep coming gets each of them once, in order', async () => {
    for (let n = 0; n < 50; n++) score('l2', n);
    const live = subscribe();
    void live.events.next();
    await readers(1);
    const resumed = subscribe({ after: '0' });
    const seen: number[] = [];
    while (seen.length < 120) {
      if (seen.length % 2 === 0 && Number(await system.feed.head()) < 120) score('l2', 1);
      seen.push(Number((await resumed.events.next()).value.data.leadScored.cursor));
      if (seen.length >= 45) while (Number(await system.feed.head()) < 120) score('l2', 1);
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, n) => n + 1));
    await Promise.all([live.client.dispose(), resumed.client.dispose()]);
  });

  test('answers a cursor that is too old with CURSOR_EXPIRED', async () => {
    score('l2', 1);
    score('l2', 2);
    system.feed.expireAll();
    const { events, client } = subscribe({ after: '1' });
    expect((await events.next()).value).toMatchObject({ errors: [{ extensions: { code: 'CURSOR_EXPIRED' } }] });
    expect((await events.next()).done).toBe(true);
    await client.dispose();
  });

  test('goes on without a subgraph that fails, and says what is missing', async () => {
    const { events, client } = subscribe();
    const first = events.next();
    await readers(1);
    system.inbox.fault = new Error('the inbox has no database');
    score('l3', 1);
    expect((await first).value).toMatchObject({
      data: { leadScored: { lead: { conversationOfLead: null, links: [{ url: 'https://crm.example/l3' }] } } },
      errors: [{ path: ['leadScored', 'lead', 'conversationOfLead'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
    });
    system.inbox.fault = null;
    score('l3', 2);
    expect((await events.next()).value).toEqual(eventOf('2', 'l3', 2));
    await client.dispose();
  });

  test('survives a change of the supergraph', async () => {
    const { events, client } = subscribe();
    const first = events.next();
    await readers(1);
    system.gateway.update(system.sdl.replace('enum Tier', '"How warm a lead is." enum Tier'));
    score('l3', 5);
    expect((await first).value).toEqual(eventOf('1', 'l3', 5));
    const { body } = await system.query('{ __type(name: "Tier") { description } }');
    expect(body.data.__type.description).toBe('How warm a lead is.');
    await client.dispose();
  });
});

describe('over its socket, the gateway', () => {
  let system: FixtureSystem;
  beforeEach(async () => {
    system = await startFixtureSystem('in process', { recheckMs: 50 });
  });
  afterEach(() => system.stop());
  const readers = (count: number) => expect.poll(() => system.feed.open).toBe(count);

  test.each([null, 'nobody'])('does not accept the token %j', async (token) => {
    const { client, closed } = makeClient(system, token);
    await expect(client.iterate({ query }).next()).rejects.toBeDefined();
    expect(closed.code).toBe(4401);
  });

  test('answers queries and mutations as well', async () => {
    const { client } = makeClient(system);
    const text = 'mutation { scoreLead(id: "l1", points: 5) { points links { id } } }';
    expect((await client.iterate({ query: text }).next()).value).toEqual({
      data: { scoreLead: { points: 5, links: [{ id: 'x-l1' }] } },
    });
    await client.dispose();
  });

  test('refuses what the caller may not see, what is no valid operation, and what is too large', async () => {
    const { client } = makeClient(system, tokenOf('leads:read'));
    const first = (text: string) => client.iterate({ query: text }).next();
    await expect(first(query)).rejects.toMatchObject([
      { extensions: { code: 'FORBIDDEN', coordinates: ['Conversation', 'Conversation.lastMessage', 'CrmLink'] } },
    ]);
    await expect(first('subscription { nothing }')).rejects.toMatchObject([
      { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
    await expect(first('{')).rejects.toMatchObject([{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }]);
    const deep = `{ lead(id: 1) ${'{ related '.repeat(40)} { id } ${'}'.repeat(40)} }`
      .replaceAll('related', '... on Lead { related')
      .replace(/\}$/, '}'.repeat(41));
    await expect(first(deep)).rejects.toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    await client.dispose();
  });

  test('closes the socket when the token runs out', async () => {
    const { client, closed } = makeClient(system, tokenOf(undefined, { seconds: 1 }));
    await expect(client.iterate({ query }).next()).rejects.toBeDefined();
    expect(closed).toEqual({ code: 4403, reason: expect.stringContaining('expired') });
    await readers(0);
  });

  test('notices on open sockets that a role has changed or a member is gone', async () => {
    const changed = makeClient(system, tokenOf(undefined, { member: 'm2' }));
    const gone = makeClient(system, tokenOf(undefined, { member: 'm3' }));
    const ends = [changed, gone].map(({ client }) => client.iterate({ query }).next());
    await readers(1);
    system.members.changed.set('m2', 'leads:read');
    system.members.gone.add('m3');
    await Promise.allSettled(ends);
    await expect.poll(() => [changed.closed.code, gone.closed.code]).toEqual([4403, 4403]);
    await readers(0);
  });

  test('lets go of a client that takes events too slowly, and the others keep theirs', async () => {
    const quick = makeClient(system);
    const events = quick.client.iterate({ query });
    const first = events.next();
    await readers(1);
    system.feed.publish(acme, 'lead-scored', { leadId: 'l2', points: 0 });
    const large = `subscription { leadScored { lead { conversations(count: 1000) { lastMessage unread } } } }`;
    const slow = new WebSocket(`${system.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await new Promise((resolve) => slow.once('open', resolve));
    slow.send(JSON.stringify({ type: 'connection_init', payload: { token: tokenOf() } }));
    await new Promise((resolve) => slow.once('message', resolve));
    slow.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: large } }));
    await readers(2);
    slow.pause();
    const closed = new Promise<number>((resolve) => slow.once('close', resolve));
    const dropped = () => system.log.some(({ msg }) => String(msg).includes('too slowly'));
    const publishing = (async () => {
      while (!dropped()) {
        system.feed.publish(acme, 'lead-scored', { leadId: 'l2', points: 1 });
        await events.next();
      }
      slow.resume();
    })();
    await first;
    expect(await closed).toBe(4413);
    await publishing;
    await quick.client.dispose();
  });
});
