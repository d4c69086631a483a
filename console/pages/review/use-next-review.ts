import { useMutation } from '@apollo/client/react';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { useDesk } from './desk.ts';
import { ClaimNextReviewDocument } from './review.generated.ts';

/** Claims the most urgent review that nobody has: two who ask at once get two. Null where nothing waits, or nobody answers. */
export function useNextReview(): () => Promise<string | null> {
  const { decideReviews } = useScopeVariables('decideReviews');
  const { granted } = useDesk();
  const [claimNext] = useMutation(ClaimNextReviewDocument);
  return async () => {
    const answer = await claimNext({ variables: { decideReviews } }).catch(() => null);
    const next = answer?.data?.claimNextReview;
    if (!next) return null;
    if (next.claim?.token != null) granted.set(next.id, next.claim.token);
    return next.id;
  };
}
