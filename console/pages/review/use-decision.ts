import { CombinedGraphQLErrors } from '@apollo/client';
import { useMutation } from '@apollo/client/react';
import { useRef, useState } from 'react';
import { errorMessage } from '../../api/error-message.ts';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import {
  ApproveReviewDocument,
  type DecisionOutcomeFragment,
  RegenerateDraftDocument,
  RejectReviewDocument,
} from './review.generated.ts';

/** What the API answered instead of deciding, or said in words; UNREACHABLE: nobody knows, and sending again decides once. */
export type DecisionProblem = DecisionOutcomeFragment | { readonly __typename: 'Said'; readonly message: string } | 'UNREACHABLE';
export type DecidedReview = Extract<DecisionOutcomeFragment, { __typename: 'Review' }>;

export interface Decision {
  readonly isBusy: boolean;
  readonly isWriting: boolean;
  readonly problem: DecisionProblem | null;
  /** `text` replaces the draft; null sends it as it stands. Null where it is not decided. */
  approve(token: number, text: string | null): Promise<DecidedReview | null>;
  reject(token: number, reason: string): Promise<DecidedReview | null>;
  /** Another draft; the claim is kept. Answers whether there is one. */
  regenerate(token: number, guidance: string | null): Promise<boolean>;
  /** What was said before is over. */
  clear(): void;
}

export function useDecision(reviewId: string): Decision {
  const { decideReviews, ...scopes } = useScopeVariables('decideReviews', 'readRuns', 'readPersonalData', 'readKnowledge');
  const [approve, approving] = useMutation(ApproveReviewDocument);
  const [reject, rejecting] = useMutation(RejectReviewDocument);
  const [regenerate, regenerating] = useMutation(RegenerateDraftDocument);
  const [problem, setProblem] = useState<DecisionProblem | null>(null);
  // kept until an approval is answered: sent again after a lost answer it decides once
  const key = useRef<string | null>(null);

  const conclude = async (asked: Promise<DecisionOutcomeFragment | undefined>): Promise<DecidedReview | null> => {
    try {
      const answer = await asked;
      const review = answer?.__typename === 'Review' ? answer : null;
      setProblem(review ? null : (answer ?? 'UNREACHABLE'));
      if (answer) key.current = null;
      return review;
    } catch (error) {
      const isAnswer = CombinedGraphQLErrors.is(error);
      setProblem(isAnswer ? { __typename: 'Said', message: errorMessage(error) } : 'UNREACHABLE');
      return null;
    }
  };
  return {
    isBusy: approving.loading || rejecting.loading,
    isWriting: regenerating.loading,
    problem,
    clear: () => setProblem(null),
    approve(token, text) {
      key.current ??= crypto.randomUUID();
      const variables = { id: reviewId, token, text, key: key.current, decideReviews };
      return conclude(approve({ variables }).then(({ data }) => data?.approveReview as DecisionOutcomeFragment | undefined));
    },
    reject(token, reason) {
      const variables = { id: reviewId, token, reason, decideReviews };
      return conclude(reject({ variables }).then(({ data }) => data?.rejectReview as DecisionOutcomeFragment | undefined));
    },
    async regenerate(token, guidance) {
      const variables = { id: reviewId, token, guidance, decideReviews, ...scopes };
      const asked = regenerate({ variables }).then(({ data }) => data?.regenerateDraft as DecisionOutcomeFragment | undefined);
      return (await conclude(asked)) !== null;
    },
  };
}
