import { useMutation } from '@apollo/client/react';
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { isReviewOpen } from '../../components/is-review-open.ts';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { useDesk } from './desk.ts';
import {
  type ClaimOutcomeFragment,
  ClaimReviewDocument,
  ReleaseReviewDocument,
  RenewReviewClaimDocument,
  type ReviewStatus,
} from './review.generated.ts';

/** A claim lasts two minutes; it is prolonged this often while its holder is at work. */
const RENEW_EVERY_MS = 40_000;
/** A claim counts, whatever else of the answer could not be told. */
export const TAKEN_IS_TAKEN = { errorPolicy: 'all' } as const;
/** Nobody who has done nothing for so long keeps a review from the others. */
const ACTIVE_FOR_MS = 90_000;

export interface Claim {
  /** Null while this page does not hold the review. The same member's other window has another token, and only the newest decides. */
  readonly token: number | null;
  readonly isBusy: boolean;
  /** Why it could not be taken, as the API answered. */
  readonly outcome: ClaimOutcomeFragment | null;
  take(): void;
  release(): void;
  /** The review was decided here, or taken away: there is nothing to release any more. */
  forget(): void;
  /** What is asked for needs the claim until it is answered, also where the page is left meanwhile. */
  keepFor(asked: Promise<unknown>): void;
}

/**
 * Takes a review that waits when it is opened, keeps it while there is activity, and gives it back when it is left. What somebody holds, be it
 * the reader in another window, is not taken away by a look at it.
 */
export function useClaim(reviewId: string, status: ReviewStatus): Claim {
  const { decideReviews } = useScopeVariables('decideReviews');
  const { granted, givingBack } = useDesk();
  const [token, setToken] = useState<number | null>(() => granted.get(reviewId) ?? null);
  const [outcome, setOutcome] = useState<ClaimOutcomeFragment | null>(null);
  const [claim, { loading }] = useMutation(ClaimReviewDocument, TAKEN_IS_TAKEN);
  const [renew] = useMutation(RenewReviewClaimDocument, TAKEN_IS_TAKEN);
  const [releaseClaim] = useMutation(ReleaseReviewDocument);
  const held = useRef(token);
  const isTaking = useRef(false);
  const leaving = useRef<ReturnType<typeof setTimeout> | null>(null);
  const isLeft = useRef(false);
  const needed = useRef<Promise<unknown> | null>(null);
  const hold = useCallback((next: number | null) => {
    held.current = next;
    setToken(next);
  }, []);

  const release = useCallback(() => {
    const given = held.current;
    hold(null);
    if (given === null) return;
    givingBack.add(reviewId);
    void releaseClaim({ variables: { id: reviewId, token: given, decideReviews } })
      .catch(() => undefined)
      .finally(() => givingBack.delete(reviewId));
  }, [releaseClaim, reviewId, decideReviews, givingBack, hold]);
  const settle = useCallback(
    (answer: ClaimOutcomeFragment) => {
      const isOurs = answer.__typename === 'Review';
      hold(isOurs ? (answer.claim?.token ?? null) : null);
      setOutcome(isOurs ? null : answer);
      // the page was left while it was asked for
      if (isLeft.current) release();
    },
    [hold, release],
  );
  const take = useCallback(() => {
    isTaking.current = true;
    void claim({ variables: { id: reviewId, decideReviews } })
      .then(
        ({ data }) => data && settle(data.claimReview as ClaimOutcomeFragment),
        () => undefined,
      )
      .finally(() => {
        isTaking.current = false;
      });
  }, [claim, reviewId, decideReviews, settle]);

  const arrive = useEffectEvent(() => {
    granted.delete(reviewId);
    // who comes back at once finds it held by themselves still
    if (decideReviews && (status === 'PENDING' || givingBack.has(reviewId)) && held.current === null && !isTaking.current) take();
  });
  const leave = useEffectEvent(() => {
    isLeft.current = true;
    // given back before a decision arrives, the claim would be lost to it
    if (needed.current) void needed.current.finally(release);
    else if (isReviewOpen(status)) release();
  });
  useEffect(() => {
    // React may take a page away and bring it back at once, in development it always does: that is no leaving
    if (leaving.current !== null) clearTimeout(leaving.current);
    isLeft.current = false;
    arrive();
    return () => {
      leaving.current = setTimeout(() => leave(), 0);
    };
  }, []);

  const renewNow = useEffectEvent(() => {
    if (held.current === null || !isReviewOpen(status)) return;
    void renew({ variables: { id: reviewId, token: held.current, decideReviews } }).then(
      ({ data }) => {
        // decided or given back meanwhile
        if (data && held.current !== null) settle(data.renewReviewClaim as ClaimOutcomeFragment);
      },
      () => undefined,
    );
  });
  useEffect(() => {
    if (token === null) return;
    let activeAt = Date.now();
    const onActivity = (): void => {
      activeAt = Date.now();
    };
    const timer = setInterval(() => {
      if (Date.now() - activeAt < ACTIVE_FOR_MS) renewNow();
    }, RENEW_EVERY_MS);
    const kinds = ['keydown', 'pointerdown', 'pointermove', 'scroll'] as const;
    for (const kind of kinds) addEventListener(kind, onActivity, { passive: true, capture: true });
    return () => {
      clearInterval(timer);
      for (const kind of kinds) removeEventListener(kind, onActivity, { capture: true });
    };
  }, [token]);

  const forget = useCallback(() => hold(null), [hold]);
  const keepFor = useCallback((asked: Promise<unknown>) => {
    needed.current = asked;
    void asked.finally(() => {
      if (needed.current === asked) needed.current = null;
    });
  }, []);
  return { token, isBusy: loading, outcome, take, release, forget, keepFor };
}
