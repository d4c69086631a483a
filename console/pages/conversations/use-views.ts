import { useMutation, useQuery } from '@apollo/client/react';
import { useEffect, useRef } from 'react';
import { useProblem } from '../../api/use-problem.ts';
import type { ConversationFilter } from './conversations.generated.ts';
import {
  ConversationViewsDocument,
  type ConversationViewsQuery,
  RemoveConversationViewDocument,
  SaveConversationViewDocument,
} from './views.generated.ts';

export type View = ConversationViewsQuery['conversationViews'][number];

/** Numbers follow what happens within this time, however much happens: each is counted anew. */
const COUNT_AGAIN_MS = 10_000;

/** The reader's views and the team's, with how many each shows. `changes` counts what the list was told of. */
export function useViews(changes: number) {
  const { data, refetch } = useQuery(ConversationViewsDocument, { fetchPolicy: 'cache-and-network' });
  const after = { refetchQueries: [ConversationViewsDocument], awaitRefetchQueries: true };
  const [save, { loading: isBusy }] = useMutation(SaveConversationViewDocument, after);
  const [remove] = useMutation(RemoveConversationViewDocument, after);
  const { problem, forget, settle } = useProblem('conversations.notChanged');
  const hasViews = (data?.conversationViews.length ?? 0) > 0;
  // begun by the first change and not put off by the next: what never ends would never be counted
  const counting = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    if (changes === 0 || !hasViews) return;
    counting.current ??= setTimeout(() => {
      counting.current = null;
      // a tab in the background counts when somebody comes back and something happens
      if (document.visibilityState === 'visible') void refetch().catch(() => undefined);
    }, COUNT_AGAIN_MS);
  }, [changes, hasViews, refetch]);
  useEffect(
    () => () => {
      if (counting.current) clearTimeout(counting.current);
    },
    [],
  );
  return {
    views: data?.conversationViews ?? [],
    problem,
    isBusy,
    forget,
    /** Answers the view's id. */
    save: async (view: { id: string | null; name: string; isShared: boolean; filter: ConversationFilter }) =>
      (await settle(save({ variables: { input: view } })))?.saveConversationView.id ?? null,
    remove: async (id: string) => (await settle(remove({ variables: { id } }))) !== null,
  };
}

/** As the API takes it: what a view does not ask for it answers with null. */
export function filterOf({ filter: { __typename: _, ...filter } }: View): ConversationFilter {
  return filter;
}
