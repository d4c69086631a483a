import type { AddressInfo } from 'node:net';
import type { CombinedGraphQLErrors } from '@apollo/client';
import { buildSchema, type ExecutionResult, GraphQLError, parse } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { useServer as serveSockets } from 'graphql-ws/use/ws';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { Connection } from './connection.ts';
import { type FollowedResult, followEvents } from './follow-events.ts';

const schema = buildSchema(
  'type Query { n: Int } type Subscription { ticked(after: String): Tick } type Tick { cursor: String! }',
);
const query = 'subscription Ticks($after: String) { ticked(after: $after) { cursor } }';
const WAIT = { timeout: 5_000, interval: 10 };

type Step = ExecutionResult;
const tick = (cursor: string): Step => ({ data: { ticked: { cursor } } });
const failed = (code: string, detail: object = {}): Step => ({
  errors: [new GraphQLError(`It was ${code}.`, { extensions: { code, ...detail } })],
});

/** What the server answers to each subscribing in turn: 'END' ends the stream in order, else it stays open. */
let script: (readonly (Step | 'END')[] | GraphQLError[])[];
let askedAfter: unknown[];
let sockets: WebSocketServer;
let client: Client;
let connection: Connection;
let seen: (string | undefined)[];
let refused: CombinedGraphQLErrors[];
const startOver = vi.fn(async () => 'fresh');
const askAgain = vi.fn(async () => undefined);
const turnedAway = vi.fn();
let stop = (): void => {};

async function* play(steps: readonly (Step | 'END')[]): AsyncGenerator<Step> {
  for (const step of steps) {
    if (step === 'END') return;
    yield step;
  }
  await new Promise(() => {});
}

beforeEach(async () => {
  [script, askedAfter, seen, refused] = [[], [], [], []];
  vi.clearAllMocks();
  sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => sockets.once('listening', resolve));
  serveSockets(
    {
      schema,
      onSubscribe: (_ctx, _id, { variables }) => {
        askedAfter.push(variables?.['after']);
        const steps = script.shift() ?? [];
        if (steps[0] instanceof GraphQLError) return steps as GraphQLError[];
        return { schema, document: parse(query), contextValue: steps };
      },
      subscribe: ({ contextValue }) => play(contextValue as Step[]),
    },
    sockets,
  );
  client = createClient({ url: `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}`, retryWait: async () => {} });
  connection = new Connection();
  connection.socketIs('LIVE');
});
afterEach(async () => {
  stop();
  await client.dispose();
  for (const socket of sockets.clients) socket.terminate();
  await new Promise((resolve) => sockets.close(resolve));
});

const follow = (...scripted: typeof script): void => {
  script = scripted;
  stop = followEvents(
    { client, connection, startOver, askAgain, turnedAway },
    { query, operationName: 'Ticks', variables: { after: 'start' } },
    {
      next: ({ data }: FollowedResult) => seen.push(data?.['ticked']?.cursor),
      error: (error) => refused.push(error),
    },
  );
};

it('goes on after the last event when the stream failed for a while, says that it is interrupted meanwhile, and that it is back', async () => {
  follow([tick('1'), failed('UPSTREAM_UNAVAILABLE'), 'END'], [tick('2')]);
  await vi.waitFor(() => expect(connection.state).toBe('LOST'), WAIT);
  await vi.waitFor(() => expect(seen).toEqual(['1', '2']), WAIT);
  expect(askedAfter).toEqual(['start', '1']);
  expect(connection.state).toBe('LIVE');
  expect(refused).toEqual([]);
});

it('is refused for good where the API says no, and says why in its words', async () => {
  follow([failed('FORBIDDEN'), 'END']);
  await vi.waitFor(() => expect(refused).toHaveLength(1), WAIT);
  expect(connection).toMatchObject({ state: 'LIVE', refusal: 'It was FORBIDDEN.' });
  stop();
  expect(connection.refusal).toBeNull();
  expect(askedAfter).toEqual(['start']);
});

it('takes a refusal before the stream for the same as one in it', async () => {
  follow([new GraphQLError('No such field.', { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })]);
  await vi.waitFor(() => expect(connection.refusal).toBe('No such field.'), WAIT);
  expect(refused).toHaveLength(1);
});

it('waits as long as a full server asks for', async () => {
  const asked = performance.now();
  follow([new GraphQLError('Slower.', { extensions: { code: 'RATE_LIMITED', retryAfterMs: 700 } })], [tick('1')]);
  await vi.waitFor(() => expect(seen).toEqual(['1']), WAIT);
  expect(performance.now() - asked).toBeGreaterThanOrEqual(700);
});

it('asks for everything anew where its cursor is too old, and goes on from there', async () => {
  follow([failed('CURSOR_EXPIRED'), 'END'], [tick('9')]);
  await vi.waitFor(() => expect(seen).toEqual(['9']), WAIT);
  expect(askedAfter).toEqual(['start', 'fresh']);
  expect(startOver).toHaveBeenCalledOnce();
});

it('asks for what an event was about that could not be told, and stays', async () => {
  follow([tick('1'), failed('NOT_FOUND')]);
  await vi.waitFor(() => expect(askAgain).toHaveBeenCalledOnce(), WAIT);
  expect(askedAfter).toEqual(['start']);
  expect(refused).toEqual([]);
});

it('leads to the sign-in where the token does not hold any more', async () => {
  follow([failed('UNAUTHENTICATED'), 'END']);
  await vi.waitFor(() => expect(turnedAway).toHaveBeenCalledOnce(), WAIT);
});

it('outlives a socket that was closed with a code which graphql-ws takes for final', async () => {
  follow([tick('1')], [tick('2')]);
  await vi.waitFor(() => expect(seen).toEqual(['1']), WAIT);
  for (const socket of sockets.clients) socket.close(4500, 'The server broke.');
  await vi.waitFor(() => expect(seen).toEqual(['1', '2']), WAIT);
  expect(askedAfter).toEqual(['start', '1']);
});

it('starts over once for each subscription whose cursor is too old, and each goes on from there', async () => {
  const others: unknown[] = [];
  follow([failed('CURSOR_EXPIRED'), 'END'], [failed('CURSOR_EXPIRED'), 'END'], [tick('9')], [tick('9')]);
  const stopOther = followEvents(
    { client, connection, startOver, askAgain, turnedAway },
    { query, operationName: 'Ticks', variables: { after: 'older' } },
    { next: ({ data }) => others.push(data?.['ticked']?.cursor), error: (error) => refused.push(error) },
  );
  await vi.waitFor(() => expect([seen, others]).toEqual([['9'], ['9']]), WAIT);
  stopOther();
  expect(askedAfter).toEqual(['start', 'older', 'fresh', 'fresh']);
  expect(refused).toEqual([]);
});
