import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useLocation, useSearch } from 'wouter';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { ConfidenceSection } from './confidence-section.tsx';
import { ExportButton } from './export-button.tsx';
import { readFilters, writeFilters } from './filter-address.ts';
import { FilterBar } from './filter-bar.tsx';
import { MessagesSection } from './messages-section.tsx';
import { SpendSection } from './spend-section.tsx';
import { useInsights } from './use-insights.ts';

/** What became of messages, whether the machine's confidence can be trusted, and what it costs. The filters stand in the address. */
export function InsightsPage() {
  const text = useText();
  const { formatTime } = useIntl();
  const search = useSearch();
  const [path, navigate] = useLocation();
  const filters = useMemo(() => readFilters(search), [search]);
  const { insights, confidence, spend, period, problem, asOf, isLate, isPast, isArriving } = useInsights(filters);
  const shown = {
    insights: problem === null ? (insights.data ?? insights.previousData) : undefined,
    confidence: confidence.data ?? confidence.previousData,
    spend: problem === null ? (spend.data ?? spend.previousData) : undefined,
  };
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Title order={1} size="h3">
          {text('insights.title')}
        </Title>
        {asOf !== null && (
          <Text size="sm" c="dimmed">
            {text(isLate ? 'insights.asOfLate' : 'insights.asOf', { time: formatTime(asOf, { timeStyle: 'medium' }) })}
          </Text>
        )}
      </Group>
      <FilterBar
        filters={filters}
        period={period}
        problem={problem && text(`insights.period.${problem}`)}
        onChange={(changed) => navigate(path + writeFilters(changed), { replace: true })}
      >
        <Box mt={25}>
          <ExportButton shown={shown} period={period} isWhole={!isPast && !isArriving} />
        </Box>
      </FilterBar>
      <Stack gap="md" aria-busy={isPast} opacity={isPast ? 0.6 : 1}>
        {shown.insights ? (
          <MessagesSection {...shown.insights} period={period} />
        ) : (
          problem === null && <PageState state={insights.error ? 'failed' : 'loading'} onRetry={() => void insights.refetch()} />
        )}
        {shown.confidence ? (
          <ConfidenceSection confidence={shown.confidence} intent={filters.intent} />
        ) : (
          <PageState state={confidence.error ? 'failed' : 'loading'} onRetry={() => void confidence.refetch()} />
        )}
        {shown.spend ? (
          <SpendSection {...shown.spend} period={period} />
        ) : (
          problem === null && <PageState state={spend.error ? 'failed' : 'loading'} onRetry={() => void spend.refetch()} />
        )}
      </Stack>
    </Stack>
  );
}
