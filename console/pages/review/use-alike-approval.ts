import { useMutation } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { answerOf, type Said } from './answer-of.ts';
import { type AlikeOutcome, approveAlike } from './approve-alike.ts';
import {
  ApproveReviewDocument,
  ClaimAlikeDocument,
  type ClaimAlikeMutation,
  type DecisionOutcomeFragment,
  ReleaseReviewDocument,
} from './review.generated.ts';
import type { DecidedReview } from './use-decision.ts';

/** Approves several reviews with their drafts as they were shown; whoever leaves before the first is approved approves none. `outcomes` has what became of each, as it becomes known. */
export function useAlikeApproval() {
  const { decideReviews } = useScopeVariables('decideReviews');
  const [claim] = useMutation(ClaimAlikeDocument, { errorPolicy: 'all' });
  const [approve] = useMutation(ApproveReviewDocument, { errorPolicy: 'all' });
  const [release] = useMutation(ReleaseReviewDocument);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, AlikeOutcome> | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const isRunning = useRef(false);
  const isLeft = useRef(false);
  useEffect(() => {
    isLeft.current = false;
    return () => {
      isLeft.current = true;
    };
  }, []);

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
            answerOf(
              claim({ variables: { id, decideReviews } }),
              (data) => data.claimReview as ClaimAlikeMutation['claimReview'],
            ),
          approve: (id, token, text) =>
            answerOf(
              approve({ variables: { id, token, text, key: keys.get(id) ?? id, decideReviews } }),
              (data) => data.approveReview as DecisionOutcomeFragment,
            ),
          release: (id, token) => void release({ variables: { id, token, decideReviews } }).catch(() => undefined),
          isCalledOff: () => isLeft.current,
        },
        (id, outcome) => setOutcomes((known) => new Map([...(known ?? []), [id, outcome]])),
      );
      setIsBusy(false);
      isRunning.current = false;
      return held;
    },
  };
}
