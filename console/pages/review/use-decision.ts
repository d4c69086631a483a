import { useMutation } from '@apollo/client/react';
import { useCallback, useRef, useState } from 'react';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { answerOf, type Said } from './answer-of.ts';
import { useDesk } from './desk.ts';
import {
  ApproveReviewDocument,
  type DecisionOutcomeFragment,
  RegenerateDraftDocument,
  RejectReviewDocument,
} from './review.generated.ts';

/** What the API answered instead of deciding, or said in words; UNREACHABLE: nobody knows, and sending again decides once. */
export type DecisionProblem = DecisionOutcomeFragment | Said | 'UNREACHABLE';
export type DecidedReview = Extract<DecisionOutcomeFragment, { __typename: 'Review' }>;

export interface Decision {
  readonly isBusy: boolean;
  readonly isWriting: boolean;
  readonly problem: DecisionProblem | null;
  /** `text` is what is sent, also where another draft came meanwhile. Null where it is not decided. */
  approve(token: number, text: string): Promise<DecidedReview | null>;
  reject(token: number, reason: string): Promise<DecidedReview | null>;
  /** Another draft; the claim is kept. Answers whether there is one. */
  regenerate(token: number, guidance: string | null): Promise<boolean>;
  /** What was said before is over. */
  clear(): void;
}

/** What was decided is, also where a part of the answer failed. */
const ALSO_PARTS = { errorPolicy: 'all' } as const;

export function useDecision(reviewId: string): Decision {
  const { decideReviews, ...scopes } = useScopeVariables('decideReviews', 'readRuns', 'readPersonalData', 'readKnowledge');
  const [approve, approving] = useMutation(ApproveReviewDocument, ALSO_PARTS);
  const [reject, rejecting] = useMutation(RejectReviewDocument, ALSO_PARTS);
  const [regenerate, regenerating] = useMutation(RegenerateDraftDocument, ALSO_PARTS);
  const [problem, setProblem] = useState<DecisionProblem | null>(null);
  // kept until an approval is answered, for just this text: sent again after a lost answer it decides once
  const approval = useRef<{ readonly key: string; readonly text: string } | null>(null);

  const clear = useCallback(() => setProblem(null), []);
  const desk = useDesk();
  const underWay = async <T>(deciding: Promise<T>): Promise<T> => {
    desk.underWay += 1;
    return deciding.finally(() => {
      desk.underWay -= 1;
    });
  };

  const conclude = async (asked: Promise<DecisionOutcomeFragment | Said | null>): Promise<DecidedReview | null> => {
    const answer = await asked;
    const review = answer?.__typename === 'Review' ? answer : null;
    setProblem(review ? null : (answer ?? 'UNREACHABLE'));
    // said in words it may be decided all the same
    if (answer && answer.__typename !== 'Said') approval.current = null;
    return review;
  };
  return {
    isBusy: approving.loading || rejecting.loading,
    isWriting: regenerating.loading,
    problem,
    clear,
    approve(token, text) {
      if (approval.current?.text !== text) approval.current = { key: crypto.randomUUID(), text };
      const variables = { id: reviewId, token, ...approval.current, decideReviews };
      return underWay(conclude(answerOf(approve({ variables }), (data) => data.approveReview as DecisionOutcomeFragment)));
    },
    reject(token, reason) {
      const variables = { id: reviewId, token, reason, decideReviews };
      return underWay(conclude(answerOf(reject({ variables }), (data) => data.rejectReview as DecisionOutcomeFragment)));
    },
    async regenerate(token, guidance) {
      const variables = { id: reviewId, token, guidance, decideReviews, ...scopes };
      const asked = answerOf(regenerate({ variables }), (data) => data.regenerateDraft as DecisionOutcomeFragment);
      return (await conclude(asked)) !== null;
    },
  };
}
