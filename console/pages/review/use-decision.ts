import { useMutation } from '@apollo/client/react';
import { useRef, useState } from 'react';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { ApproveReviewDocument, type DecisionOutcomeFragment, RejectReviewDocument } from './review.generated.ts';

export interface Decision {
  readonly isBusy: boolean;
  /** What the API answered instead of deciding; UNREACHABLE: nobody knows, and sending again decides once. */
  readonly problem: DecisionOutcomeFragment | 'UNREACHABLE' | null;
  /** `text` replaces the draft; null sends it as it stands. Answers whether it is decided. */
  approve(token: number, text: string | null): Promise<boolean>;
  reject(token: number, reason: string): Promise<boolean>;
}

export function useDecision(reviewId: string): Decision {
  const { decideReviews } = useScopeVariables('decideReviews');
  const [approve, approving] = useMutation(ApproveReviewDocument);
  const [reject, rejecting] = useMutation(RejectReviewDocument);
  const [problem, setProblem] = useState<Decision['problem']>(null);
  // kept until an approval is answered: sent again after a lost answer it decides once
  const key = useRef<string | null>(null);

  const conclude = (answer: DecisionOutcomeFragment | undefined): boolean => {
    const isDecided = answer?.__typename === 'Review';
    setProblem(isDecided ? null : (answer ?? 'UNREACHABLE'));
    if (answer) key.current = null;
    return isDecided;
  };
  return {
    isBusy: approving.loading || rejecting.loading,
    problem,
    async approve(token, text) {
      key.current ??= crypto.randomUUID();
      const variables = { id: reviewId, token, text, key: key.current, decideReviews };
      const answer = await approve({ variables }).catch(() => null);
      return conclude(answer?.data?.approveReview as DecisionOutcomeFragment | undefined);
    },
    async reject(token, reason) {
      const answer = await reject({ variables: { id: reviewId, token, reason, decideReviews } }).catch(() => null);
      return conclude(answer?.data?.rejectReview as DecisionOutcomeFragment | undefined);
    },
  };
}
