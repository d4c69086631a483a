import { useQuery } from '@apollo/client/react';
import { useEvents } from '../../session/use-events.ts';
import { useFeedCursor } from '../../session/use-feed-cursor.ts';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { OneRunChangedDocument, RunDocument, type RunQuery } from './run.generated.ts';

export type ShownRun = NonNullable<RunQuery['run']>;

/** One run, live. `run` is undefined until it is known and null where there is none. */
export function useRun(id: string) {
  const cursor = useFeedCursor();
  const { data, error, refetch } = useQuery(RunDocument, {
    skip: cursor === null,
    variables: { ...useScopeVariables('readConversations', 'readReviews', 'inspectRuns', 'readLeads'), id },
    fetchPolicy: 'cache-and-network',
  });
  useEvents(OneRunChangedDocument, { after: cursor }, ({ runChanged: { run } }) => {
    if (run.id === id) void refetch().catch(() => undefined);
  });
  return { run: data?.run, error: error ?? null, retry: refetch };
}
