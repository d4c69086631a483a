import type { OperationVariables } from '@apollo/client';
import { createContext, useContext, useEffect, useSyncExternalStore } from 'react';
import type { ListNode } from './live-list.ts';
import type { ListDefinition, LiveLists } from './live-lists.ts';

export const LiveListsContext = createContext<LiveLists | null>(null);

export function useLiveLists(): LiveLists {
  const lists = useContext(LiveListsContext);
  if (!lists) throw new Error('the page stands outside its SessionProvider');
  return lists;
}

/**
 * A list, from its beginning once `isFollowed`: when its events are subscribed to after a cursor that is known (`useFeedCursor`). What was
 * fetched of it before is shown meanwhile. `nodes` is null until it is known.
 */
export function useLiveList<Data, Variables extends OperationVariables, Node extends ListNode>(
  definition: ListDefinition<Data, Variables, Node>,
  variables: Variables,
  isFollowed: boolean,
) {
  const list = useLiveLists().of(definition, variables);
  const { nodes, totalCount, hasMore, error } = useSyncExternalStore(list.watch, list.read);
  useEffect(() => {
    if (isFollowed) void list.begin();
  }, [list, isFollowed]);
  return { nodes, totalCount, hasMore, error, showMore: list.showMore, retry: list.begin };
}
