import { Stack, Title } from '@mantine/core';
import { useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { PageState } from '../../components/ui/page-state.tsx';
import { VirtualTable } from '../../components/ui/virtual-list/virtual-table.tsx';
import { useText } from '../../i18n/language.tsx';
import { RunFilterBar } from './run-filter-bar.tsx';
import { readRunFilters, writeRunFilters } from './run-filters.ts';
import { RunRow } from './run-row.tsx';
import { useRuns } from './use-runs.ts';

/** What the agents did, the newest first, live. The filters stand in the address. */
export function RunsList() {
  const text = useText();
  const search = useSearch();
  const [path, navigate] = useLocation();
  const filters = useMemo(() => readRunFilters(search), [search]);
  const { runs, hasMore, error, showMore, retry } = useRuns(filters);
  return (
    <Stack gap="sm">
      <Title order={1} size="h3">
        {text('runs.title')}
      </Title>
      <RunFilterBar filters={filters} onChange={(changed) => navigate(path + writeRunFilters(changed), { replace: true })} />
      {runs === null ? (
        <PageState state={error ? 'failed' : 'loading'} onRetry={() => void retry()} />
      ) : runs.length === 0 ? (
        <PageState state="empty" message={text(writeRunFilters(filters) ? 'runs.none' : 'runs.empty')} />
      ) : (
        <VirtualTable
          items={runs}
          hasMore={hasMore}
          showMore={showMore}
          heads={[
            text('runs.status'),
            text('review.intent'),
            text('run.platform'),
            text('review.confidence'),
            text('review.cost'),
            text('review.latency'),
            text('runs.when'),
          ]}
        >
          {(run, place) => <RunRow key={run.id} run={run} place={place} />}
        </VirtualTable>
      )}
    </Stack>
  );
}
