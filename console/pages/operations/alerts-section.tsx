import { Button, SegmentedControl, Stack } from '@mantine/core';
import { useState } from 'react';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { AlertCard } from './alert-card.tsx';
import { useAlerts } from './use-alerts.ts';

export function AlertsSection() {
  const text = useText();
  const [view, setView] = useState<'open' | 'seen'>('open');
  const { alerts, hasMore, error, retry, showMore } = useAlerts(view === 'open');
  return (
    <Stack gap="sm">
      <SegmentedControl
        w="fit-content"
        aria-label={text('operations.alerts')}
        value={view}
        onChange={setView}
        data={[
          { value: 'open', label: text('alert.open') },
          { value: 'seen', label: text('alert.seen') },
        ]}
      />
      {alerts === null ? (
        <PageState state={error ? 'failed' : 'loading'} onRetry={() => void retry()} />
      ) : alerts.length === 0 ? (
        <PageState state="empty" message={text(view === 'open' ? 'alert.noneOpen' : 'alert.noneSeen')} />
      ) : (
        <Stack component="ul" gap="xs" p={0} m={0} aria-live="polite">
          {alerts.map((alert) => (
            <AlertCard key={alert.id} alert={alert} />
          ))}
        </Stack>
      )}
      {hasMore && (
        <Button variant="light" onClick={() => void showMore()}>
          {text('state.more')}
        </Button>
      )}
    </Stack>
  );
}
