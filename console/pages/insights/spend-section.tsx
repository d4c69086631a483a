import { Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { StackedBarChart } from '../../components/ui/charts/stacked-bar-chart.tsx';
import { PageState } from '../../components/ui/page-state.tsx';
import type { Period } from '../../components/ui/period.ts';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import { BudgetOfMonth } from './budget-of-month.tsx';
import { eachDay } from './each-day.ts';
import { Figure } from './figure.tsx';
import type { SpendOfPeriodQuery } from './insights.generated.ts';
import { monthOf, spendByDay } from './spend-by-day.ts';
import { SpendTables } from './spend-tables.tsx';
import { useNames } from './use-names.ts';

export function SpendSection({ spend, before, month, period }: SpendOfPeriodQuery & { period: Period }) {
  const text = useText();
  const { day } = useNames();
  const { share, usd } = useFormats();
  const days = eachDay(period, spend.byDay);
  const { models, days: costs } = spendByDay(
    spend.byModel,
    days.map(({ row }) => row),
  );
  const figures = [
    ['period', 'costUsd', usd],
    ['perConversation', 'perConversationUsd', usd],
    ['perReply', 'perApprovedReplyUsd', usd],
    ['cacheHitRate', 'cacheHitRate', share],
    ['savedByCache', 'savedByCacheUsd', usd],
    ['savedByRouting', 'savedByRoutingUsd', usd],
  ] as const;
  return (
    <Paper withBorder p="sm">
      <Stack gap="sm">
        <Title order={2} size="h5">
          {text('spend.title')}
        </Title>
        <BudgetOfMonth month={month} />
        <Text size="sm">{text('spend.hint')}</Text>
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm">
          {figures.map(([name, key, format]) => (
            <Figure key={key} name={text(`spend.${name}`)} value={spend[key]} before={before[key]} format={format} />
          ))}
        </SimpleGrid>
        {spend.byModel.length === 0 ? (
          <PageState state="empty" message={text('spend.none')} />
        ) : (
          <>
            <Title order={3} size="h6">
              {text('spend.perDay')}
            </Title>
            <StackedBarChart
              label={text('spend.perDay')}
              nameOfPoint={text('insights.day')}
              nameOfTotal={text('spend.allModels')}
              series={models.map((model) => model ?? text('spend.otherModels'))}
              points={days.map(({ day: name }, index) => ({ name: day(name), values: costs[index] ?? [] }))}
              limit={
                month.budgetUsd === null
                  ? null
                  : { name: text('spend.evenShare'), value: monthOf(month.from, new Date()).perDay(month.budgetUsd) }
              }
              format={usd}
            />
            <SpendTables spend={spend} />
          </>
        )}
      </Stack>
    </Paper>
  );
}
