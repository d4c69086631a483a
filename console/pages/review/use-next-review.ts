import { useMutation } from '@apollo/client/react';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { useDesk } from './desk.ts';
import { ClaimNextReviewDocument, ReleaseReviewDocument } from './review.generated.ts';
import { TAKEN_IS_TAKEN } from './use-claim.ts';

/** Claims the most urgent review that nobody has: two who ask at once get two. */
export function useNextReview() {
  const { decideReviews } = useScopeVariables('decideReviews');
  const { granted } = useDesk();
  const [claimNext] = useMutation(ClaimNextReviewDocument, TAKEN_IS_TAKEN);
  const [release] = useMutation(ReleaseReviewDocument);
  return {
    async claim(): Promise<string | 'NOTHING_WAITS' | 'UNREACHABLE'> {
      const { data } = await claimNext({ variables: { decideReviews } }).catch(() => ({ data: undefined }));
      if (!data) return 'UNREACHABLE';
      const next = data.claimNextReview;
      if (!next) return 'NOTHING_WAITS';
      if (next.claim?.token != null) granted.set(next.id, next.claim.token);
      return next.id;
    },
    /** What was claimed here and is not opened after all goes to whoever asks next, not after two minutes but now. */
    giveBack(id: string): void {
      const token = granted.get(id);
      granted.delete(id);
      if (token !== undefined) void release({ variables: { id, token, decideReviews } }).catch(() => undefined);
    },
  };
}
