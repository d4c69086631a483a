import { ApolloClient, ApolloLink, CombinedGraphQLErrors, gql, InMemoryCache, Observable, ServerError } from '@apollo/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { answerInTime } from './answer-in-time.ts';
import { Connection } from './connection.ts';
import { isNoAnswer, mendWhatFailed } from './mend-what-failed.ts';

const WELL = gql`query Well { well }`;
const ILL = gql`query Ill { ill }`;
const CHANGE = gql`mutation Change { change }`;

let asked: string[];
/** By operation: what comes instead of an answer. */
let trouble: Map<string | undefined, Error | 'NOTHING'>;
let abandoned: (string | undefined)[];
let connection: Connection;
let apollo: ApolloClient;
const probe = vi.fn(async (): Promise<unknown> => undefined);
const lists = { askAgainWhatFailed: vi.fn(async (): Promise<void> => undefined) };
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  [asked, trouble, abandoned] = [[], new Map(), []];
  lists.askAgainWhatFailed.mockClear();
  probe.mockReset().mockResolvedValue(undefined);
  connection = new Connection();
  connection.socketIs('LIVE');
  const server = new ApolloLink(
    ({ operationName }) =>
      new Observable((observer) => {
        asked.push(operationName ?? '');
        const instead = trouble.get(operationName);
        if (instead === 'NOTHING') return () => abandoned.push(operationName);
        if (instead) observer.error(instead);
        else observer.next({ data: { [(operationName ?? '').toLowerCase()]: 1 } });
        observer.complete();
        return undefined;
      }),
  );
  apollo = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([answerInTime, server]),
    defaultOptions: { watchQuery: { errorPolicy: 'all' }, query: { errorPolicy: 'all' } },
  });
  stop = mendWhatFailed(apollo, lists, connection, probe);
});
afterEach(() => {
  stop();
  apollo.stop();
  vi.useRealTimers();
});

const watch = (query: typeof WELL) => {
  const watched = apollo.watchQuery({ query, errorPolicy: 'all' });
  watched.subscribe({ next: () => undefined, error: () => undefined });
  return watched;
};

it('asks again for what could not be loaded, and for nothing else, once the connection is back', async () => {
  trouble.set('Ill', new TypeError('Failed to fetch'));
  const ill = watch(ILL);
  watch(WELL);
  await vi.advanceTimersByTimeAsync(0);
  connection.socketIs('LOST');
  trouble.clear();
  connection.socketIs('LIVE');
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual(['Ill', 'Well', 'Ill']);
  expect(ill.getCurrentResult().data).toEqual({ ill: 1 });
  expect(ill.getCurrentResult().error).toBeUndefined();
  expect(lists.askAgainWhatFailed).toHaveBeenCalledTimes(1);
});

it('asks Parley until it answers, also where that fails, and no longer than it is wanted', async () => {
  probe.mockRejectedValue(new TypeError('Failed to fetch'));
  connection.answered(false);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(probe).toHaveBeenCalledTimes(3);
  connection.answered(true);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(probe).toHaveBeenCalledTimes(3);
  connection.answered(false);
  stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(probe).toHaveBeenCalledTimes(3);
});

it('asks nobody while only the socket is lost: that is opened again by itself', async () => {
  connection.socketIs('LOST');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(probe).not.toHaveBeenCalled();
});

it('takes no answer for what the network or a proxy failed at, and not what Parley said or nobody waits for', () => {
  const response = (status: number) => new ServerError('no', { response: new Response(null, { status }), bodyText: '' });
  expect(isNoAnswer(new TypeError('Failed to fetch'))).toBe(true);
  expect(isNoAnswer(response(503))).toBe(true);
  expect(isNoAnswer(response(401))).toBe(false);
  expect(isNoAnswer(new CombinedGraphQLErrors({ errors: [{ message: 'no' }] }))).toBe(false);
  expect(isNoAnswer(new DOMException('left', 'AbortError'))).toBe(false);
});

it('does not wait for ever for an answer that got lost: an equal query is really asked again', async () => {
  trouble.set('Well', 'NOTHING');
  const first = apollo.query({ query: WELL, fetchPolicy: 'network-only' });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(isNoAnswer((await first).error)).toBe(true);
  expect(abandoned).toEqual(['Well']);
  trouble.clear();
  expect((await apollo.query({ query: WELL, fetchPolicy: 'network-only' })).data).toEqual({ well: 1 });
});

it('waits for what changes something as long as it takes', async () => {
  trouble.set('Change', 'NOTHING');
  const ended = vi.fn();
  void apollo.mutate({ mutation: CHANGE }).then(ended, ended);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(ended).not.toHaveBeenCalled();
});
