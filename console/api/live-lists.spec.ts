import { ApolloClient, ApolloLink, gql, InMemoryCache, Observable, type TypedDocumentNode } from '@apollo/client';
import { expect, test } from 'vitest';
import { type ListDefinition, LiveLists } from './live-lists.ts';

interface Lead {
  readonly __typename: 'Lead';
  readonly id: string;
  readonly at: number;
}

interface Variables {
  readonly tier: string | null;
  readonly [name: string]: unknown;
}

interface Data {
  readonly leads: { readonly nodes: readonly Lead[]; readonly pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}

const LEADS: ListDefinition<Data, Variables, Lead> = {
  document: gql`
    query Leads($first: Int = 2, $after: String, $tier: String) {
      leads(first: $first, after: $after, tier: $tier) { nodes { id at name } pageInfo { hasNextPage endCursor } }
    }
  ` as TypedDocumentNode<Data, Variables>,
  pageOf: ({ leads }) => leads,
  order: { by: ({ at }) => at, direction: 'ASCENDING' },
};

const lead = (n: number): Lead & { name: string } => ({ __typename: 'Lead', id: String(n), at: n, name: `Name ${n}` });

/** A server with `total` leads, which fails where it is told to. */
function open(total = 5) {
  const asked: Record<string, unknown>[] = [];
  const server = { failure: null as Error | null, asked };
  const link = new ApolloLink(
    ({ variables }) =>
      new Observable((observer) => {
        asked.push(variables);
        if (server.failure) return observer.error(server.failure);
        const from = Number(variables['after'] ?? 0);
        const to = Math.min(total, from + Number(variables['first']));
        const nodes = Array.from({ length: to - from }, (_, n) => lead(from + n));
        const pageInfo = { __typename: 'PageInfo', hasNextPage: to < total, endCursor: String(to) };
        observer.next({ data: { leads: { __typename: 'Leads', nodes, pageInfo } } });
        observer.complete();
      }),
  );
  const apollo = new ApolloClient({
    cache: new InMemoryCache(),
    link,
    dataMasking: true,
    defaultOptions: { watchQuery: { errorPolicy: 'all' }, query: { errorPolicy: 'all' } },
  });
  return { server, apollo, lists: new LiveLists(apollo) };
}

const ids = (list: { read(): { nodes: readonly Lead[] | null } }) => list.read().nodes?.map(({ id }) => id);

test('pages come one after the other, the first small and the next large, and their rows are in the cache', async () => {
  const { lists, server, apollo } = open();
  const list = lists.of(LEADS, { tier: null });
  await list.begin();
  expect(ids(list)).toEqual(['0', '1']);
  await list.showMore();
  expect(ids(list)).toEqual(['0', '1', '2', '3', '4']);
  expect(server.asked).toEqual([
    { first: 2, tier: null },
    { first: 100, after: '2', tier: null },
  ]);
  const row = { fragment: gql`fragment Row on Lead { name }`, from: { __typename: 'Lead', id: '4' } };
  expect(apollo.readFragment(row)).toMatchObject({ name: 'Name 4' });
});

test('the same variables are the same list, and an event is placed in each by its own', async () => {
  const { lists } = open(2);
  const [all, hot] = [lists.of(LEADS, { tier: null }), lists.of(LEADS, { tier: 'HOT' })];
  expect(lists.of(LEADS, { tier: 'HOT' })).toBe(hot);
  await Promise.all([all.begin(), hot.begin()]);
  lists.place(LEADS, lead(0.5), ({ tier }) => tier === null);
  expect([ids(all), ids(hot)]).toEqual([
    ['0', '0.5', '1'],
    ['0', '1'],
  ]);
});

test('what is shown is asked for again, what is not shown is not', async () => {
  const { lists, server } = open();
  const [shown, other] = [lists.of(LEADS, { tier: 'HOT' }), lists.of(LEADS, { tier: null })];
  await Promise.all([shown.begin(), other.begin()]);
  shown.watch(() => undefined);
  server.asked.length = 0;
  await lists.askAgain();
  expect(server.asked).toEqual([{ first: 2, tier: 'HOT' }]);
});

test('of what is shown only that is asked for again which failed', async () => {
  const { lists, server } = open();
  const [well, ill] = [lists.of(LEADS, { tier: 'HOT' }), lists.of(LEADS, { tier: null })];
  for (const list of [well, ill]) list.watch(() => undefined);
  await well.begin();
  server.failure = new TypeError('Failed to fetch');
  await ill.begin();
  expect(ill.read()).toMatchObject({ nodes: null, error: server.failure });
  server.failure = null;
  server.asked.length = 0;
  await lists.askAgainWhatFailed();
  expect(server.asked).toEqual([{ first: 2, tier: null }]);
  expect(ids(ill)).toEqual(['0', '1']);
});

test('of many sets of filters the oldest are forgotten, never one that is shown', () => {
  const { lists } = open();
  const shown = lists.of(LEADS, { tier: 'shown' });
  shown.watch(() => undefined);
  const oldest = lists.of(LEADS, { tier: 'oldest' });
  for (let n = 0; n < 30; n++) lists.of(LEADS, { tier: String(n) });
  expect(lists.of(LEADS, { tier: 'shown' })).toBe(shown);
  expect(lists.of(LEADS, { tier: 'oldest' })).not.toBe(oldest);
});
