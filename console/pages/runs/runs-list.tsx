import { Group, Select, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import { PageState } from '../../components/ui/page-state.tsx';
import { VirtualTable } from '../../components/ui/virtual-list/virtual-table.tsx';
import { useText } from '../../i18n/language.tsx';
import { INTENTS, STATUSES } from './run-filters.ts';
import { RunRow } from './run-row.tsx';
import type { Intent, RunStatus } from './runs.generated.ts';
import { useRuns } from './use-runs.ts';

export function RunsList() {
  const text = useText();
  const [status, setStatus] = useState<RunStatus | null>(null);
  const [intent, setIntent] = useState<Intent | null>(null);
  const { runs, hasMore, error, showMore, retry } = useRuns({ status, intent });
  return (
    <Stack gap="sm">
      <Title order={1} size="h3">
        {text('runs.title')}
      </Title>
      <Group gap="sm">
        <Select
          label={text('runs.status')}
          placeholder={text('runs.any')}
          data={STATUSES.map((value) => ({ value, label: text(`runStatus.${value}`) }))}
          value={status}
          onChange={setStatus}
          clearable
        />
        <Select
          label={text('review.intent')}
          placeholder={text('runs.any')}
          data={INTENTS.map((value) => ({ value, label: text(`intent.${value}`) }))}
          value={intent}
          onChange={setIntent}
          clearable
        />
      </Group>
      {runs === null ? (
        <PageState state={error ? 'failed' : 'loading'} onRetry={() => void retry()} />
      ) : runs.length === 0 ? (
        <PageState state="empty" message={text('runs.empty')} />
      ) : (
        <VirtualTable
          items={runs}
          hasMore={hasMore}
          showMore={showMore}
          heads={[
            text('runs.status'),
            text('review.intent'),
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
