import { useQuery, useSubscription } from '@apollo/client/react';
import { useCallback } from 'react';
import { placeInLists } from '../../api/live-lists.ts';
import { useFeedCursor } from '../../api/use-feed-cursor.ts';
import { NEXT_PAGE } from '../../components/ui/virtual-list/next-page.ts';
import { askedOf, isOf, type RunFilters } from './run-filters.ts';
import { RunChangedDocument, RunsDocument } from './runs.generated.ts';

/** What the agents did, the newest first, live. `runs` is null until it is known. */
export function useRuns(filters: RunFilters) {
  const cursor = useFeedCursor();
  const { data, error, fetchMore, refetch } = useQuery(RunsDocument, {
    skip: cursor === null,
    variables: askedOf(filters),
    fetchPolicy: 'cache-and-network',
  });
  useSubscription(RunChangedDocument, {
    skip: cursor === null,
    variables: { after: cursor },
    ignoreResults: true,
    onData: ({ client: { cache }, data: { data: event } }) => {
      if (!event) return;
      const { run } = event.runChanged;
      placeInLists(cache, 'runs', run, (args) => isOf(run, args['filter'] ?? {}));
    },
  });
  const page = data?.runs;
  const endCursor = page?.pageInfo.endCursor;
  const showMore = useCallback(() => fetchMore({ variables: { after: endCursor, first: NEXT_PAGE } }), [fetchMore, endCursor]);
  return {
    runs: page?.nodes ?? null,
    hasMore: page?.pageInfo.hasNextPage ?? false,
    error: error ?? null,
    showMore,
    retry: refetch,
  };
}
