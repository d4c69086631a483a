import { Button, Group, Select, Stack, Table, Title } from '@mantine/core';
import { useState } from 'react';
import { PageState } from '../../components/ui/page-state.tsx';
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
        <Table.ScrollContainer minWidth={640}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{text('runs.status')}</Table.Th>
                <Table.Th>{text('review.intent')}</Table.Th>
                <Table.Th>{text('review.confidence')}</Table.Th>
                <Table.Th>{text('review.cost')}</Table.Th>
                <Table.Th>{text('review.latency')}</Table.Th>
                <Table.Th>{text('runs.when')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {runs.map((run) => (
                <RunRow key={run.id} run={run} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {hasMore && (
        <Button variant="light" onClick={() => void showMore()}>
          {text('state.more')}
        </Button>
      )}
    </Stack>
  );
}
