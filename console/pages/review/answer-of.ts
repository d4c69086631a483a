import { CombinedGraphQLErrors } from '@apollo/client';
import { errorMessage } from '../../api/error-message.ts';

/** What the API said in words instead of an answer. */
export interface Said {
  readonly __typename: 'Said';
  readonly message: string;
}

/**
 * What a mutation with `errorPolicy: 'all'` was answered, or told in words; null: nobody answered. An answer of which a part failed (a name,
 * whose owner is away) is one: what it says was done is done.
 */
export async function answerOf<Data, Answer>(
  asked: Promise<{ readonly data?: Data | null | undefined; readonly error?: unknown }>,
  pick: (data: Data) => Answer | null | undefined,
): Promise<Answer | Said | null> {
  const { data, error } = await asked.catch((reason: unknown) => ({ data: null, error: reason }));
  const answer = data == null ? null : pick(data);
  if (answer != null) return answer;
  return CombinedGraphQLErrors.is(error) ? { __typename: 'Said', message: errorMessage(error) } : null;
}
