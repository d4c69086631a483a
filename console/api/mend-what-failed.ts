import { type ApolloClient, CombinedGraphQLErrors, ServerError } from '@apollo/client';
import type { Connection } from './connection.ts';
import type { LiveLists } from './live-lists.ts';

const PROBE_MS = 3_000;

/** The network or what stands before Parley failed: nothing that Parley said. */
export const isNoAnswer = (error: unknown): boolean =>
  !CombinedGraphQLErrors.is(error) &&
  !(ServerError.is(error) && error.statusCode < 500) &&
  (error as { name?: unknown } | null)?.name !== 'AbortError';

/**
 * While Parley does not answer it is asked until it does; once the connection is back, what could not be loaded meanwhile is asked for
 * again. Answers how to stop.
 */
export function mendWhatFailed(
  apollo: ApolloClient,
  lists: Pick<LiveLists, 'askAgainWhatFailed'>,
  connection: Connection,
  probe: () => Promise<unknown>,
): () => void {
  let wasLost = false;
  let probing: ReturnType<typeof setInterval> | undefined;
  const stopProbing = (): void => {
    clearInterval(probing);
    probing = undefined;
  };
  const stopWatching = connection.watch(() => {
    const isLost = connection.state === 'LOST';
    if (connection.isAnswered) stopProbing();
    else probing ??= setInterval(() => void probe().catch(() => undefined), PROBE_MS);
    if (wasLost && !isLost) {
      for (const query of apollo.getObservableQueries()) {
        if (query.getCurrentResult().error) void query.refetch().catch(() => undefined);
      }
      void lists.askAgainWhatFailed();
    }
    wasLost = isLost;
  });
  return () => {
    stopProbing();
    stopWatching();
  };
}
