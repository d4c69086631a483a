import { gql, InMemoryCache } from '@apollo/client';
import { expect, test } from 'vitest';
import { pagedList, placeInLists } from './live-lists.ts';

const LEADS = gql`query Leads($after: String) { leads(after: $after) { totalCount nodes { id updatedAt } pageInfo { hasNextPage endCursor } } }`;

const lead = (id: string, updatedAt: number) => ({ __typename: 'Lead', id, updatedAt });

function open(hasNextPage: boolean, ...pages: ReturnType<typeof lead>[][]) {
  const cache = new InMemoryCache({ typePolicies: { Query: { fields: { leads: pagedList('leads', []) } } } });
  pages.forEach((nodes, page) => {
    const pageInfo = { __typename: 'PageInfo', hasNextPage, endCursor: String(page) };
    const leads = { __typename: 'LeadConnection', totalCount: 10, nodes, pageInfo };
    cache.writeQuery({ query: LEADS, variables: { after: page === 0 ? null : String(page - 1) }, data: { leads } });
  });
  /** An answer that brings the entity and places nothing. */
  const answer = (id: string, updatedAt: number): void => {
    cache.writeFragment({ fragment: gql`fragment L on Lead { id updatedAt }`, data: lead(id, updatedAt) });
  };
  return {
    answer,
    ids: () => cache.readQuery<{ leads: { nodes: { id: string }[] } }>({ query: LEADS })?.leads.nodes.map(({ id }) => id),
    /** As an event does it: the entity first, then its place. */
    change(id: string, updatedAt: number, belongs = true) {
      answer(id, updatedAt);
      placeInLists(cache, 'leads', { __typename: 'Lead', id }, () => belongs);
    },
  };
}

test('a page follows the one before; what moved onto it meanwhile stands in it once, in its place', () => {
  const list = open(true, [lead('a', 9), lead('b', 8)], [lead('a', 7), lead('c', 6)]);
  expect(list.ids()).toEqual(['b', 'a', 'c']);
});

test('what an event tells of moves, comes and goes', () => {
  const list = open(false, [lead('a', 9), lead('b', 8), lead('c', 7)]);
  list.change('c', 10);
  list.change('d', 8.5);
  list.change('a', 11, false);
  expect(list.ids()).toEqual(['c', 'd', 'b']);
});

test('an entity that another answer changed does not lead an event astray', () => {
  const list = open(false, [lead('a', 9), lead('b', 8), lead('c', 7), lead('d', 6)]);
  list.answer('b', 1);
  list.change('d', 8.5);
  expect(list.ids()).toEqual(['a', 'd', 'b', 'c']);
  list.change('b', 1);
  expect(list.ids()).toEqual(['a', 'd', 'c', 'b']);
});

test('what belongs after all that was fetched comes with its page', () => {
  const list = open(true, [lead('a', 9), lead('b', 8)]);
  list.change('z', 1);
  expect(list.ids()).toEqual(['a', 'b']);
});
