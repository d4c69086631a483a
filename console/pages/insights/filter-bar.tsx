import { Select, SimpleGrid, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { dayOf, isDay, type Period } from '../../components/ui/period.ts';
import { useText } from '../../i18n/language.tsx';
import { type Filters, INTENTS, PLATFORMS, PRESETS } from './filter-address.ts';

/** Period, platform and intent. Days of one's own begin as the ones that are shown. */
export function FilterBar({
  filters,
  period,
  problem,
  onChange,
  children,
}: {
  filters: Filters;
  period: Period;
  problem: string | null;
  onChange: (filters: Filters) => void;
  children: ReactNode;
}) {
  const text = useText();
  const isOwn = typeof filters.period === 'object';
  const setEnd = (end: 'first' | 'last', day: string): void => {
    if (isDay(day)) onChange({ ...filters, period: { ...period, [end]: day } });
  };
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm" verticalSpacing="xs">
      <Select
        label={text('insights.period')}
        data={[
          ...PRESETS.map((days) => ({ value: String(days), label: text('insights.days', { days }) })),
          { value: 'own', label: text('insights.own') },
        ]}
        value={isOwn ? 'own' : String(filters.period)}
        onChange={(value) => value && onChange({ ...filters, period: value === 'own' ? period : Number(value) })}
        allowDeselect={false}
      />
      {isOwn &&
        (['first', 'last'] as const).map((end) => (
          <TextInput
            key={end}
            type="date"
            label={text(`insights.${end}Day`)}
            value={period[end]}
            max={dayOf(new Date())}
            onChange={(event) => setEnd(end, event.currentTarget.value)}
            error={end === 'last' && problem}
          />
        ))}
      <Select
        label={text('insights.platform')}
        placeholder={text('insights.all')}
        data={PLATFORMS.map((value) => ({ value, label: text(`platform.${value}`) }))}
        value={filters.platform}
        onChange={(platform) => onChange({ ...filters, platform })}
        clearable
      />
      <Select
        label={text('review.intent')}
        placeholder={text('insights.all')}
        data={INTENTS.map((value) => ({ value, label: text(`intent.${value}`) }))}
        value={filters.intent}
        onChange={(intent) => onChange({ ...filters, intent })}
        clearable
      />
      {children}
    </SimpleGrid>
  );
}
