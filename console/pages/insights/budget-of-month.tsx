import { Progress, Stack, Text } from '@mantine/core';
import { useIntl } from 'react-intl';
import { LineChart } from '../../components/ui/charts/line-chart.tsx';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import { cumulativeMonth } from './cumulative-month.ts';
import type { SpendOfPeriodQuery } from './insights.generated.ts';

/** How the whole tenant stands in the month that the budget is for: no filter changes it. */
export function BudgetOfMonth({ month }: { month: SpendOfPeriodQuery['month'] }) {
  const text = useText();
  const { formatDate } = useIntl();
  const { usd } = useFormats();
  const { costUsd, budgetUsd, stage } = month;
  const spent = budgetUsd ? Math.min(1, costUsd / budgetUsd) : budgetUsd === 0 ? 1 : null;
  return (
    <Stack gap={4} role="group" aria-label={text('spend.month')}>
      <Text>
        {text('spend.month')}:{' '}
        {budgetUsd === null
          ? text('spend.noBudget', { spent: usd(costUsd) })
          : text('spend.ofBudget', { spent: usd(costUsd), budget: usd(budgetUsd) })}
        {budgetUsd !== null && ` · ${text(`insights.stage.${stage}`)}`}
      </Text>
      {spent !== null && (
        <Progress value={spent * 100} color={stage === 'NORMAL' ? undefined : 'orange'} aria-label={text('spend.budget')} />
      )}
      {(costUsd > 0 || budgetUsd !== null) && (
        <LineChart
          label={text('spend.ofMonth')}
          nameOfPoint={text('insights.dayUtc')}
          series={[text('spend.soFar'), ...(budgetUsd === null ? [] : [text('spend.limit')])]}
          points={cumulativeMonth(month, new Date()).map(({ day, spentUsd }) => ({
            name: formatDate(day, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
            values: [spentUsd, ...(budgetUsd === null ? [] : [budgetUsd])],
          }))}
          format={usd}
        />
      )}
    </Stack>
  );
}
