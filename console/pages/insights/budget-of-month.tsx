import { Progress, Stack, Text } from '@mantine/core';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import type { SpendOfPeriodQuery } from './insights.generated.ts';
import { monthOf } from './spend-by-day.ts';

/** How the whole tenant stands in the month that the budget is for: no filter changes it. */
export function BudgetOfMonth({ month }: { month: SpendOfPeriodQuery['month'] }) {
  const text = useText();
  const { usd, share } = useFormats();
  const { from, costUsd, budgetUsd, stage } = month;
  const spent = budgetUsd ? costUsd / budgetUsd : 1;
  return (
    <Stack gap={4} role="group" aria-label={text('spend.month')}>
      <Text>
        {text('spend.month')}:{' '}
        {budgetUsd === null
          ? text('spend.noBudget', { spent: usd(costUsd) })
          : text('spend.ofBudget', { spent: usd(costUsd), budget: usd(budgetUsd) })}
        {budgetUsd !== null && ` · ${text(`insights.stage.${stage}`)}`}
      </Text>
      {budgetUsd !== null && (
        <>
          <Progress
            value={Math.min(1, spent) * 100}
            color={stage === 'NORMAL' ? undefined : 'orange'}
            aria-label={text('spend.budget')}
          />
          <Text size="sm" c="dimmed">
            {text('spend.pace', { spent: share(spent), over: share(monthOf(from, new Date()).shareOver) })}
          </Text>
        </>
      )}
    </Stack>
  );
}
