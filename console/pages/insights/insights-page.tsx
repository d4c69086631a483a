import { Group, Select, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { ConfidenceSection } from './confidence-section.tsx';
import { ExportButton } from './export-button.tsx';
import { MessagesSection } from './messages-section.tsx';
import { SpendSection } from './spend-section.tsx';
import { type Filters, useInsights } from './use-insights.ts';

const PERIODS = ['7', '30', '90', '365'] as const;
const PLATFORMS = ['FACEBOOK', 'INSTAGRAM', 'X', 'LINKEDIN'] as const;
const INTENTS = ['SALES', 'SUPPORT', 'COMPLAINT', 'PRAISE', 'GENERAL', 'SPAM'] as const;

/** What became of messages, whether the machine's confidence can be trusted, and what it costs. */
export function InsightsPage() {
  const text = useText();
  const [filters, setFilters] = useState<Filters>({ days: 30, platform: null, intent: null });
  const { insights, confidence, spend } = useInsights(filters);
  return (
    <Stack gap="md">
      <Title order={1} size="h3">
        {text('insights.title')}
      </Title>
      <Group gap="sm" align="end">
        <Select
          label={text('insights.period')}
          data={PERIODS.map((value) => ({ value, label: text('insights.days', { days: value }) }))}
          value={String(filters.days)}
          onChange={(days) => days && setFilters({ ...filters, days: Number(days) })}
          allowDeselect={false}
        />
        <Select
          label={text('insights.platform')}
          placeholder={text('insights.all')}
          data={PLATFORMS.map((value) => ({ value, label: text(`platform.${value}`) }))}
          value={filters.platform}
          onChange={(platform) => setFilters({ ...filters, platform })}
          clearable
        />
        <Select
          label={text('review.intent')}
          placeholder={text('insights.all')}
          data={INTENTS.map((value) => ({ value, label: text(`intent.${value}`) }))}
          value={filters.intent}
          onChange={(intent) => setFilters({ ...filters, intent })}
          clearable
        />
        <ExportButton shown={{ insights: insights.data?.insights, confidence: confidence.data, spend: spend.data?.spend }} />
      </Group>
      {insights.data ? (
        <MessagesSection insights={insights.data.insights} />
      ) : (
        <PageState state={insights.error ? 'failed' : 'loading'} onRetry={() => void insights.refetch()} />
      )}
      {confidence.data ? (
        <ConfidenceSection confidence={confidence.data} />
      ) : (
        <PageState state={confidence.error ? 'failed' : 'loading'} onRetry={() => void confidence.refetch()} />
      )}
      {spend.data ? (
        <SpendSection spend={spend.data.spend} month={spend.data.month} />
      ) : (
        <PageState state={spend.error ? 'failed' : 'loading'} onRetry={() => void spend.refetch()} />
      )}
    </Stack>
  );
}
