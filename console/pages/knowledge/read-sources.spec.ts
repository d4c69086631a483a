import { ApolloClient, ApolloLink, InMemoryCache } from '@apollo/client';
import { of } from 'rxjs';
import { expect, it } from 'vitest';
import { readSources } from './read-sources.ts';

const answering = (...answers: readonly ApolloLink.Result[]): ApolloClient => {
  const left = [...answers];
  return new ApolloClient({
    cache: new InMemoryCache(),
    link: new ApolloLink(() => of(left.shift() ?? {})),
    // as the console's own client has it
    defaultOptions: { watchQuery: { errorPolicy: 'all' }, query: { errorPolicy: 'all' } },
  });
};
const page = (id: string, source: string, endCursor: string | null): ApolloLink.Result => ({
  data: {
    knowledgeDocuments: {
      __typename: 'KnowledgeDocumentConnection',
      nodes: [{ __typename: 'KnowledgeDocument', id, source }],
      pageInfo: { __typename: 'PageInfo', hasNextPage: endCursor !== null, endCursor },
    },
  },
});

it('knows the documents of every page by their source', async () => {
  const known = await readSources(answering(page('1', 'a.md', 'next'), page('2', 'b.md', null)));
  expect([...known]).toEqual([
    ['a.md', '1'],
    ['b.md', '2'],
  ]);
});

it('does not take documents that nobody told for none: the file would be added beside what it replaces', async () => {
  const refused = { data: null, errors: [{ message: 'the database is away' }] };
  await expect(readSources(answering(page('1', 'a.md', 'next'), refused))).rejects.toThrow('the database is away');
});
