import { Button, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';
import { INTENTS, PLATFORMS, type RunFilters, STATUSES, writeRunFilters } from './run-filters.ts';

const NONE: RunFilters = { status: null, intent: null, platform: null, from: null, to: null };

export function RunFilterBar({ filters, onChange }: { filters: RunFilters; onChange: (filters: RunFilters) => void }) {
  const text = useText();
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm" verticalSpacing="xs">
      <Select
        label={text('runs.status')}
        placeholder={text('runs.any')}
        data={STATUSES.map((value) => ({ value, label: text(`runStatus.${value}`) }))}
        value={filters.status}
        onChange={(status) => onChange({ ...filters, status })}
        clearable
      />
      <Select
        label={text('review.intent')}
        placeholder={text('runs.any')}
        data={INTENTS.map((value) => ({ value, label: text(`intent.${value}`) }))}
        value={filters.intent}
        onChange={(intent) => onChange({ ...filters, intent })}
        clearable
      />
      <Select
        label={text('run.platform')}
        placeholder={text('runs.any')}
        data={PLATFORMS.map((value) => ({ value, label: text(`platform.${value}`) }))}
        value={filters.platform}
        onChange={(platform) => onChange({ ...filters, platform })}
        clearable
      />
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={end}
          type="date"
          label={text(`runs.${end}`)}
          value={filters[end] ?? ''}
          onChange={(event) => onChange({ ...filters, [end]: event.currentTarget.value || null })}
        />
      ))}
      {writeRunFilters(filters) && (
        <Button variant="subtle" mt={25} onClick={() => onChange(NONE)}>
          {text('runs.clear')}
        </Button>
      )}
    </SimpleGrid>
  );
}
