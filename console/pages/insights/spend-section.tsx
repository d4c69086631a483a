import { Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { BarChart } from '../../components/ui/charts/bar-chart.tsx';
import { PageState } from '../../components/ui/page-state.tsx';
import type { Period } from '../../components/ui/period.ts';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import { BudgetOfMonth } from './budget-of-month.tsx';
import { eachDay } from './each-day.ts';
import { Figure } from './figure.tsx';
import type { SpendOfPeriodQuery } from './insights.generated.ts';
import { SpendTables } from './spend-tables.tsx';
import { useNames } from './use-names.ts';

export function SpendSection({ spend, before, month, period }: SpendOfPeriodQuery & { period: Period }) {
  const text = useText();
  const { day } = useNames();
  const { share, usd } = useFormats();
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
            <BarChart
              label={text('spend.perDay')}
              nameOfPoint={text('insights.day')}
              nameOfValue={text('spend.cost')}
              points={eachDay(period, spend.byDay).map(({ day: name, row }) => ({ name: day(name), value: row?.costUsd ?? 0 }))}
              format={usd}
            />
            <SpendTables spend={spend} />
          </>
        )}
      </Stack>
    </Paper>
  );
}
