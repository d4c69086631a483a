import { ApolloClient, ApolloLink, gql, InMemoryCache, Observable } from '@apollo/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TellAgain } from './tell-again.ts';

const QUERY = gql`query Lead { lead { id tier } }`;
const TIER = gql`fragment Tier on Lead { id tier }`;

let again: TellAgain;
let apollo: ApolloClient;
/** Of the questions that were not answered yet, in their order: answers with a tier, or fails. */
let waiting: { answer(tier: string): void; fail(): void }[];
let told: string[];

beforeEach(() => {
  vi.useFakeTimers();
  [again, waiting, told] = [new TellAgain(), [], []];
  const server = new ApolloLink(
    () =>
      new Observable((observer) => {
        waiting.push({
          answer(tier) {
            observer.next({ data: { lead: lead(tier) } });
            observer.complete();
          },
          fail: () => observer.error(new TypeError('Failed to fetch')),
        });
      }),
  );
  apollo = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([again.link, server]),
    defaultOptions: { watchQuery: { errorPolicy: 'all' }, query: { errorPolicy: 'all' } },
    queryDeduplication: false,
  });
});
afterEach(() => {
  apollo.stop();
  vi.useRealTimers();
});

const lead = (tier: string) => ({ __typename: 'Lead', id: '1', tier });
const ask = () => void apollo.query({ query: QUERY, fetchPolicy: 'network-only' }).catch(() => undefined);
const settled = () => vi.advanceTimersByTimeAsync(0);
const event = (tier: string): void =>
  again.event(() => {
    told.push(tier);
    apollo.writeFragment({ fragment: TIER, data: lead(tier) });
  });
const tier = () => apollo.readFragment<{ tier: string }>({ fragment: TIER, from: lead('') })?.tier;

it('an answer that is older than an event which overtook it takes nothing back', async () => {
  ask();
  event('WARM');
  event('HOT');
  waiting[0]?.answer('COLD');
  await settled();
  expect(tier()).toBe('HOT');
  expect(told).toEqual(['WARM', 'HOT', 'WARM', 'HOT']);
});

it('what was told before the question, or after the answer, is told once', async () => {
  event('COLD');
  ask();
  waiting[0]?.answer('COLD');
  await settled();
  event('HOT');
  ask();
  waiting[1]?.answer('HOT');
  await settled();
  expect(told).toEqual(['COLD', 'HOT']);
});

it('each answer that was on its way has it told again after it, the order kept', async () => {
  ask();
  event('WARM');
  ask();
  event('HOT');
  waiting[1]?.answer('WARM');
  await settled();
  expect(told).toEqual(['WARM', 'HOT', 'HOT']);
  waiting[0]?.answer('COLD');
  await settled();
  expect(told).toEqual(['WARM', 'HOT', 'HOT', 'WARM', 'HOT']);
  expect(tier()).toBe('HOT');
});

it('an event between an answer and the telling keeps its place', async () => {
  ask();
  event('WARM');
  waiting[0]?.answer('COLD');
  event('HOT');
  await settled();
  expect(tier()).toBe('HOT');
});

it('a question that failed has nothing told again', async () => {
  ask();
  event('HOT');
  waiting[0]?.fail();
  await settled();
  expect(told).toEqual(['HOT']);
});
