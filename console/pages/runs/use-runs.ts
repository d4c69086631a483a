import type { ListDefinition } from '../../api/live-lists.ts';
import { useLiveList, useLiveLists } from '../../api/use-live-list.ts';
import { useEvents } from '../../session/use-events.ts';
import { useFeedCursor } from '../../session/use-feed-cursor.ts';
import { askedOf, isOf, type RunFilters } from './run-filters.ts';
import { RunChangedDocument, RunsDocument, type RunsQuery } from './runs.generated.ts';

const RUNS: ListDefinition<RunsQuery, ReturnType<typeof askedOf>, RunsQuery['runs']['nodes'][number]> = {
  document: RunsDocument,
  pageOf: ({ runs }) => runs,
  order: { by: ({ createdAt }) => createdAt, direction: 'DESCENDING' },
};

/** What the agents did, the newest first, live. */
export function useRuns(filters: RunFilters) {
  const lists = useLiveLists();
  const cursor = useFeedCursor();
  useEvents(RunChangedDocument, { after: cursor }, ({ runChanged: { run } }) =>
    lists.place(RUNS, run, (asked) => isOf(run, asked)),
  );
  const { nodes, ...list } = useLiveList(RUNS, askedOf(filters), cursor !== null);
  return { runs: nodes, ...list };
}
