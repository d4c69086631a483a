import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { useDesk } from './desk.ts';
import { type DecisionOutcomeFragment, UndoDecisionDocument } from './review.generated.ts';
import type { DecidedReview } from './use-decision.ts';

/** The last decision, for as long as the server holds it. */
export interface HeldDecision {
  readonly reviewId: string;
  /** The one that decided. */
  readonly token: number;
  readonly isRejection: boolean;
  /** By `performance.now()`: the server's own measure from when it answered, so that no clock has to be right. */
  readonly endsAt: number;
}

export type UndoProblem = 'LATE' | 'OUTDATED' | 'UNREACHABLE';

/** The server keeps the decision back; what stands here only shows it. */
export function useUndo(onUndone: (reviewId: string) => void) {
  const { decideReviews } = useScopeVariables('decideReviews');
  const { granted } = useDesk();
  const [undoDecision, { loading }] = useMutation(UndoDecisionDocument);
  const [held, setHeld] = useState<HeldDecision | null>(null);
  const [problem, setProblem] = useState<UndoProblem | null>(null);

  return {
    held,
    problem,
    isBusy: loading,
    hold(review: DecidedReview, token: number) {
      const { decision } = review;
      setProblem(null);
      if (!decision?.undoableUntil) return setHeld(null);
      const holdMs = Date.parse(decision.undoableUntil) - Date.parse(decision.at);
      const isRejection = review.status === 'REJECTED';
      setHeld({ reviewId: review.id, token, isRejection, endsAt: performance.now() + holdMs });
    },
    dismiss() {
      setHeld(null);
      setProblem(null);
    },
    async undo() {
      if (!held) return;
      const { reviewId: id, token } = held;
      const answer = await undoDecision({ variables: { id, token, decideReviews } }).then(
        ({ data }) => data?.undoDecision as DecisionOutcomeFragment | undefined,
        () => undefined,
      );
      if (answer?.__typename !== 'Review') {
        setProblem(!answer ? 'UNREACHABLE' : answer.__typename === 'DraftOutdated' ? 'OUTDATED' : 'LATE');
        return;
      }
      setHeld(null);
      setProblem(null);
      if (answer.claim?.token != null) granted.set(id, answer.claim.token);
      onUndone(id);
    },
  };
}
