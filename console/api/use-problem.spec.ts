import { CombinedGraphQLErrors } from '@apollo/client';
import { expect, it } from 'vitest';
import { doneDespite } from './use-problem.ts';

it('a change of which only a part of the answer failed was made, one that is refused or unanswered was not', () => {
  const errors = [{ message: 'the names are away' }];
  const addNote = { __typename: 'Conversation', id: 'c1', notes: [{ id: 'n1', author: null }] };
  expect(doneDespite(new CombinedGraphQLErrors({ data: { addNote }, errors }))).toEqual({ addNote });
  expect(doneDespite(new CombinedGraphQLErrors({ data: { addNote: null }, errors }))).toBeNull();
  expect(doneDespite(new CombinedGraphQLErrors({ data: null, errors }))).toBeNull();
  expect(doneDespite(new TypeError('fetch failed'))).toBeNull();
});
