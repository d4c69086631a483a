import { useMutation, useQuery } from '@apollo/client/react';
import { useProblem } from '../../api/use-problem.ts';
import { useSession } from '../../session/session.tsx';
import {
  CannedRepliesDocument,
  type CannedRepliesQuery,
  RemoveCannedReplyDocument,
  SaveCannedReplyDocument,
} from './canned-replies.generated.ts';

export type CannedReply = CannedRepliesQuery['cannedReplies'][number];

/** The team's replies; null until they are known. */
export function useCannedReplies(): readonly CannedReply[] | null {
  const { may } = useSession();
  // what a colleague saved meanwhile is there with the next conversation
  const { data } = useQuery(CannedRepliesDocument, { fetchPolicy: 'cache-and-network', skip: !may('conversations:read') });
  return data?.cannedReplies ?? null;
}

/** `problem` says in words why the last change was not made. */
export function useCannedReplyChanges() {
  const after = { refetchQueries: [CannedRepliesDocument], awaitRefetchQueries: true };
  const [save, { loading: isSaving }] = useMutation(SaveCannedReplyDocument, after);
  const [remove, { loading: isRemoving }] = useMutation(RemoveCannedReplyDocument, after);
  const { problem, forget, settle } = useProblem('canned.notSaved');
  return {
    problem,
    isBusy: isSaving || isRemoving,
    /** Answers whether it was done. */
    save: async (input: { id: string | null; name: string; text: string }) =>
      (await settle(save({ variables: { input } }))) !== null,
    remove: async (id: string) => (await settle(remove({ variables: { id } }))) !== null,
    forget,
  };
}
