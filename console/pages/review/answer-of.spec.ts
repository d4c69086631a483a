import { ApolloClient, ApolloLink, gql, InMemoryCache, type TypedDocumentNode } from '@apollo/client';
import { of, throwError } from 'rxjs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadLanguage } from '../../i18n/language.tsx';
import { answerOf } from './answer-of.ts';

// in which language something is said stands there
beforeEach(async () => {
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  await loadLanguage('en');
});
afterEach(() => vi.unstubAllGlobals());

const APPROVE: TypedDocumentNode<Approved> = gql`mutation Approve { approveReview { id by } }`;
interface Approved {
  readonly approveReview: { readonly id: string; readonly by: string | null } | null;
}

// as the console's own client has them
const DEFAULTS = { watchQuery: { errorPolicy: 'all' }, query: { errorPolicy: 'all' } } as const;

const approve = (answer: () => ReturnType<ApolloLink.RequestHandler>) => {
  const client = new ApolloClient({ cache: new InMemoryCache(), link: new ApolloLink(answer), defaultOptions: DEFAULTS });
  const asked = client.mutate({ mutation: APPROVE, errorPolicy: 'all' });
  return answerOf(asked, (data) => data.approveReview);
};
const errors = [{ message: 'The subgraph is away.', extensions: { code: 'UPSTREAM_UNAVAILABLE' } }];

it('what was done is done, also where the name of who did it could not be had', async () => {
  const review = { __typename: 'Review', id: '1', by: null };
  expect(await approve(() => of({ data: { approveReview: review }, errors }))).toMatchObject({ id: '1' });
});

it('what was refused is said, and what nobody answered is not', async () => {
  expect(await approve(() => of({ data: null, errors }))).toEqual({
    __typename: 'Said',
    message: expect.stringMatching(/\w/),
  });
  expect(await approve(() => throwError(() => new TypeError('fetch failed')))).toBeNull();
});
