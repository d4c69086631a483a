import { CombinedGraphQLErrors } from '@apollo/client';

/** What the API says in words, which is written for people; what is no answer of it is named as it is. */
export function errorMessage(error: unknown): string {
  if (CombinedGraphQLErrors.is(error)) return error.errors.map(({ message }) => message).join(' ');
  return error instanceof Error ? error.message : String(error);
}
