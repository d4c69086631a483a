import { CombinedGraphQLErrors } from '@apollo/client';
import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { errorMessage } from '../../api/error-message.ts';
import { useText } from '../../i18n/language.tsx';
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
  // what a colleague saved meanwhile is there with the next conversation
  const { may } = useSession();
  const { data } = useQuery(CannedRepliesDocument, { fetchPolicy: 'cache-and-network', skip: !may('conversations:read') });
  return data?.cannedReplies ?? null;
}

/** `problem` says in words why the last change was not made. */
export function useCannedReplyChanges() {
  const text = useText();
  const after = { refetchQueries: [CannedRepliesDocument], awaitRefetchQueries: true };
  const [save, { loading: isSaving }] = useMutation(SaveCannedReplyDocument, after);
  const [remove, { loading: isRemoving }] = useMutation(RemoveCannedReplyDocument, after);
  const [problem, setProblem] = useState<string | null>(null);
  /** Answers whether it was done. */
  const settle = (asked: Promise<unknown>): Promise<boolean> =>
    asked.then(
      () => {
        setProblem(null);
        return true;
      },
      (error: unknown) => {
        setProblem(CombinedGraphQLErrors.is(error) ? errorMessage(error) : text('canned.notSaved'));
        return false;
      },
    );
  return {
    problem,
    isBusy: isSaving || isRemoving,
    save: (input: { id: string | null; name: string; text: string }) => settle(save({ variables: { input } })),
    remove: (id: string) => settle(remove({ variables: { id } })),
    forget: () => setProblem(null),
  };
}
