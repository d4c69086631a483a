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
    settle: <Answer>(asked: Promise<Answer>): Promise<Answer | null> =>
      asked.then(
        (answer) => {
          setProblem(null);
          return answer;
        },
        (error: unknown) => {
          setProblem(CombinedGraphQLErrors.is(error) ? errorMessage(error) : text(unanswered));
          return null;
        },
      ),
  };
}
