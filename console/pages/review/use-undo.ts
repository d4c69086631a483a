import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { useDesk } from './desk.ts';
import { type DecisionOutcomeFragment, UndoDecisionDocument } from './review.generated.ts';
import type { DecidedReview } from './use-decision.ts';

/** A decision, for as long as the server holds it. */
export interface HeldDecision {
  readonly reviewId: string;
  /** The one that decided. */
  readonly token: number;
  readonly isRejection: boolean;
  /** By `performance.now()`: the server's own measure from when it answered, so that no clock has to be right. */
  readonly endsAt: number;
  /** Why it was not taken back. */
  readonly problem: 'LATE' | 'OUTDATED' | 'UNREACHABLE' | null;
}

/** The server keeps decisions back; what stands here only shows them, the latest last. */
export function useUndo(onUndone: (reviewId: string) => void) {
  const { decideReviews } = useScopeVariables('decideReviews');
  const { granted } = useDesk();
  const [undoDecision, { loading }] = useMutation(UndoDecisionDocument);
  const [held, setHeld] = useState<readonly HeldDecision[]>([]);
  const drop = (reviewId: string): void => setHeld((known) => known.filter((one) => one.reviewId !== reviewId));

  return {
    held,
    isBusy: loading,
    hold({ id, status, decision }: DecidedReview, token: number): void {
      drop(id);
      if (!decision?.undoableUntil) return;
      const endsAt = performance.now() + Date.parse(decision.undoableUntil) - Date.parse(decision.at);
      setHeld((known) => [...known, { reviewId: id, token, isRejection: status === 'REJECTED', endsAt, problem: null }]);
    },
    drop,
    async undo({ reviewId: id, token }: HeldDecision): Promise<void> {
      const answer = await undoDecision({ variables: { id, token, decideReviews } }).then(
        ({ data }) => data?.undoDecision as DecisionOutcomeFragment | undefined,
        () => undefined,
      );
      if (answer?.__typename !== 'Review') {
        const problem = !answer ? 'UNREACHABLE' : answer.__typename === 'DraftOutdated' ? 'OUTDATED' : 'LATE';
        setHeld((known) => known.map((one) => (one.reviewId === id ? { ...one, problem } : one)));
        return;
      }
      drop(id);
      if (answer.claim?.token != null) granted.set(id, answer.claim.token);
      onUndone(id);
    },
  };
}
