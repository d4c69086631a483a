import { CombinedGraphQLErrors } from '@apollo/client';
import { useState } from 'react';
import { type TextId, useText } from '../i18n/language.tsx';
import { errorMessage } from './error-message.ts';

/** Why the last change was not made, in the reader's words; `unanswered` is what is said where nobody knows whether it was. */
export function useProblem(unanswered: TextId) {
  const text = useText();
  const [problem, setProblem] = useState<string | null>(null);
  return {
    problem,
    forget: (): void => setProblem(null),
    /** Answers what Parley did; null: it did not, and `problem` says why. */
    settle: <Data extends object>(asked: Promise<{ readonly data?: Data | null | undefined }>): Promise<Data | null> =>
      asked.then(
        ({ data }) => {
          setProblem(null);
          return data ?? null;
        },
        (error: unknown) => {
          const done = doneDespite<Data>(error);
          setProblem(done ? null : CombinedGraphQLErrors.is(error) ? errorMessage(error) : text(unanswered));
          return done;
        },
      ),
  };
}

/** An answer of which a part failed (a name, whose owner is away) is one: asked for again it would be done twice. */
export function doneDespite<Data extends object>(error: unknown): Data | null {
  const data = CombinedGraphQLErrors.is(error) ? error.data : null;
  return data && Object.values(data).some((field) => field !== null) ? (data as Data) : null;
}
