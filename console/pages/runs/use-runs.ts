import { useQuery, useSubscription } from '@apollo/client/react';
import { useCallback } from 'react';
import { placeInLists } from '../../api/live-lists.ts';
import { useFeedCursor } from '../../api/use-feed-cursor.ts';
import { type Intent, RunChangedDocument, type RunStatus, RunsDocument } from './runs.generated.ts';

interface Filter {
  readonly status: RunStatus | null;
  readonly intent: Intent | null;
}

interface AskedFilter {
  readonly status?: readonly RunStatus[] | null;
  readonly intent?: readonly Intent[] | null;
}

/** What the agents did, the newest first, live. `runs` is null until it is known. */
export function useRuns({ status, intent }: Filter) {
  const cursor = useFeedCursor();
  const { data, error, fetchMore, refetch } = useQuery(RunsDocument, {
    skip: cursor === null,
    variables: { status: status && [status], intent: intent && [intent] },
    fetchPolicy: 'cache-and-network',
  });
  useSubscription(RunChangedDocument, {
    skip: cursor === null,
    variables: { after: cursor },
    ignoreResults: true,
    onData: ({ client: { cache }, data: { data: event } }) => {
      if (!event) return;
      const { run } = event.runChanged;
      placeInLists(cache, 'runs', run, (args) => {
        const wanted = (args['filter'] ?? {}) as AskedFilter;
        const isOfStatus = !wanted.status || wanted.status.includes(run.status);
        return isOfStatus && (!wanted.intent || (run.intent !== null && wanted.intent.includes(run.intent)));
      });
    },
  });
  const page = data?.runs;
  const endCursor = page?.pageInfo.endCursor;
  const showMore = useCallback(() => fetchMore({ variables: { after: endCursor } }), [fetchMore, endCursor]);
  return {
    runs: page?.nodes ?? null,
    hasMore: page?.pageInfo.hasNextPage ?? false,
    error: error ?? null,
    showMore,
    retry: refetch,
  };
}
