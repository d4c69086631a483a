import { CombinedGraphQLErrors } from '@apollo/client';
import { useMutation } from '@apollo/client/react';
import { useRef, useState } from 'react';
import { errorMessage } from '../../api/error-message.ts';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { type AlikeOutcome, approveAlike } from './approve-alike.ts';
import {
  ApproveReviewDocument,
  ClaimAlikeDocument,
  type ClaimAlikeMutation,
  type DecisionOutcomeFragment,
  ReleaseReviewDocument,
} from './review.generated.ts';
import type { DecidedReview } from './use-decision.ts';

interface Said {
  readonly __typename: 'Said';
  readonly message: string;
}

/** What is said in words is an answer; nothing else is. */
const answered = <Answer>(asked: Promise<Answer | null | undefined>): Promise<Answer | Said | null> =>
  asked.then(
    (answer) => answer ?? null,
    (error: unknown) =>
      CombinedGraphQLErrors.is(error) ? ({ __typename: 'Said', message: errorMessage(error) } as const) : null,
  );

/** Approves several reviews with their drafts as they stand. `outcomes` has what became of each, as it becomes known. */
export function useAlikeApproval() {
  const { decideReviews } = useScopeVariables('decideReviews');
  const [claim] = useMutation(ClaimAlikeDocument);
  const [approve] = useMutation(ApproveReviewDocument);
  const [release] = useMutation(ReleaseReviewDocument);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, AlikeOutcome> | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const isRunning = useRef(false);

  return {
    /** Null before anything was approved. */
    outcomes,
    isBusy,
    async approveAll(
      shown: readonly { readonly id: string; readonly draft: string }[],
    ): Promise<{ readonly review: DecidedReview; readonly token: number }[]> {
      if (isRunning.current) return [];
      isRunning.current = true;
      setIsBusy(true);
      setOutcomes(new Map());
      const keys = new Map(shown.map(({ id }) => [id, crypto.randomUUID()]));
      const held = await approveAlike<DecisionOutcomeFragment | Said>(
        shown,
        {
          claim: (id) =>
            answered(
              claim({ variables: { id, decideReviews } }).then(
                ({ data }) => data?.claimReview as ClaimAlikeMutation['claimReview'],
              ),
            ),
          approve: (id, token) => {
            const variables = { id, token, text: null, key: keys.get(id) ?? id, decideReviews };
            return answered(
              approve({ variables }).then(({ data }) => data?.approveReview as DecisionOutcomeFragment | undefined),
            );
          },
          release: (id, token) => void release({ variables: { id, token, decideReviews } }).catch(() => undefined),
        },
        (id, outcome) => setOutcomes((known) => new Map([...(known ?? []), [id, outcome]])),
      );
      setIsBusy(false);
      isRunning.current = false;
      return held;
    },
  };
}
