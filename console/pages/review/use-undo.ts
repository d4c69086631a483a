import { useApolloClient, useMutation } from '@apollo/client/react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { useDesk } from './desk.ts';
import { type DecisionOutcomeFragment, ReleaseReviewDocument, UndoDecisionDocument } from './review.generated.ts';
import { UndoableReviewsDocument } from './review-queue.generated.ts';
import { takenTogether } from './taken-together.ts';
import type { DecidedReview } from './use-decision.ts';

/** A decision, for as long as the server holds it. */
export interface HeldDecision {
  readonly reviewId: string;
  /** The one that decided. */
  readonly token: number;
  /** When it was decided: a review has one decision at a time. */
  readonly at: string;
  readonly isRejection: boolean;
  readonly isEdited: boolean;
  /** What was approved together has one of these. */
  readonly batch: string | null;
  /** What was typed, where only the server knows it any more. */
  readonly text: string | null;
  /** By `performance.now()`: the server's own measure from when it answered, so that no clock has to be right. */
  readonly endsAt: number;
  /** It cannot be taken back any more, and stands here for what can be made of it. */
  readonly isOver: boolean;
  /** Why it was not taken back. */
  readonly problem: 'LATE' | 'OUTDATED' | 'UNREACHABLE' | null;
}

const heldOf = ({ id, status, decision }: DecidedReview, token: number, batch: string | null): readonly HeldDecision[] => {
  if (!decision?.undoableUntil) return [];
  const endsAt = performance.now() + Date.parse(decision.undoableUntil) - Date.parse(decision.at);
  const decided = { isRejection: status === 'REJECTED', isEdited: decision.edited && status !== 'REJECTED' };
  return [{ reviewId: id, token, at: decision.at, ...decided, batch, text: null, endsAt, isOver: false, problem: null }];
};

/** The server keeps decisions back; what stands here only shows them, the latest last. Those of a page that was closed are among them. */
export function useUndo(onUndone: (reviewId: string) => void) {
  const client = useApolloClient();
  const { decideReviews } = useScopeVariables('decideReviews');
  const { granted, typed, undone } = useDesk();
  const [undoDecision, { loading }] = useMutation(UndoDecisionDocument);
  const [release] = useMutation(ReleaseReviewDocument);
  // a second press would open the review anew, and leaving it would give back what the first one took
  const underWay = useRef(new Set<string>());
  const [held, setHeld] = useState<readonly HeldDecision[]>([]);
  const drop = (...reviewIds: readonly string[]): void =>
    setHeld((known) => known.filter((one) => !reviewIds.includes(one.reviewId)));
  const add = (more: readonly HeldDecision[]): void =>
    setHeld((known) => {
      const ids = new Set(more.map(({ reviewId }) => reviewId));
      return [...known.filter((one) => !one.isOver && !ids.has(one.reviewId)), ...more];
    });

  const isLeft = useRef(false);
  const takeUp = async (): Promise<void> => {
    if (!decideReviews) return;
    const variables = { decideReviews };
    const asked = client.query({ query: UndoableReviewsDocument, variables, fetchPolicy: 'network-only' });
    const { data } = await asked.catch(() => ({ data: undefined }));
    if (isLeft.current) return;
    const found = (data?.undoableReviews ?? []).flatMap(({ id, status, decision }): HeldDecision[] => {
      const token = decision?.token;
      if (!decision || token == null || decision.undoableForMs === null) return [];
      const isRejection = status === 'REJECTED';
      const isEdited = decision.edited && !isRejection;
      const endsAt = performance.now() + decision.undoableForMs;
      const text = isEdited ? decision.finalText : null;
      const { at } = decision;
      return [{ reviewId: id, token, at, isRejection, isEdited, batch: null, text, endsAt, isOver: false, problem: null }];
    });
    setHeld((known) => {
      // what was decided here meanwhile is known better
      const others = found.filter((one) => !known.some(({ reviewId }) => reviewId === one.reviewId));
      const together = takenTogether(others, () => crypto.randomUUID());
      return [...together, ...known].sort((a, b) => a.endsAt - b.endsAt);
    });
  };
  const arrive = useEffectEvent(takeUp);
  useEffect(() => {
    isLeft.current = false;
    void arrive();
    return () => {
      isLeft.current = true;
    };
  }, []);

  /** The new token, or null where it was not taken back and the bar says why. */
  const takeBack = async ({ reviewId: id, token, at, text }: HeldDecision): Promise<number | null> => {
    const answer = await undoDecision({ variables: { id, token, decideReviews } }).then(
      ({ data }) => data?.undoDecision as DecisionOutcomeFragment | undefined,
      () => undefined,
    );
    if (answer?.__typename !== 'Review') {
      const problem = !answer ? 'UNREACHABLE' : answer.__typename === 'DraftOutdated' ? 'OUTDATED' : 'LATE';
      setHeld((known) => known.map((one) => (one.reviewId === id ? { ...one, problem } : one)));
      return null;
    }
    if (text !== null && !typed.has(id)) typed.set(id, text);
    undone.set(id, at);
    drop(id);
    return answer.claim?.token ?? null;
  };

  const undoOne = async (one: HeldDecision): Promise<void> => {
    const token = await takeBack(one);
    if (token === null) return;
    granted.set(one.reviewId, token);
    onUndone(one.reviewId);
  };

  /** They wait again for whoever takes them, not for the one who approved them together. */
  const undoBatch = async (wanted: string): Promise<void> => {
    const together = held.filter(({ batch, problem }) => batch === wanted && (problem === null || problem === 'UNREACHABLE'));
    await Promise.all(
      together.map(async (each) => {
        const token = await takeBack(each);
        const variables = { id: each.reviewId, token: token ?? 0, decideReviews };
        if (token !== null) await release({ variables }).catch(() => undefined);
      }),
    );
  };

  return {
    held,
    isBusy: loading,
    /** Shows also what was decided without an answer. */
    takeUp,
    hold: (review: DecidedReview, token: number): void => add(heldOf(review, token, null)),
    holdTogether(decided: readonly { readonly review: DecidedReview; readonly token: number }[]): void {
      const batch = crypto.randomUUID();
      add(decided.flatMap(({ review, token }) => heldOf(review, token, batch)));
    },
    drop,
    /** Nothing can be undone any more: an edited reply stays, since it can be made knowledge. */
    end: (reviewId: string, isKept: boolean): void =>
      isKept
        ? setHeld((known) => known.map((one) => (one.reviewId === reviewId ? { ...one, isOver: true } : one)))
        : drop(reviewId),
    async undo(one: HeldDecision): Promise<void> {
      const what = one.batch ?? one.reviewId;
      if (underWay.current.has(what)) return;
      underWay.current.add(what);
      await (one.batch === null ? undoOne(one) : undoBatch(one.batch)).finally(() => underWay.current.delete(what));
    },
  };
}
