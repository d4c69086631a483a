import { Paper, Progress, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { BarChart } from '../../components/ui/charts/bar-chart.tsx';
import { PageState } from '../../components/ui/page-state.tsx';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import { eachDay } from './each-day.ts';
import { Figure } from './figure.tsx';
import type { SpendOfPeriodQuery } from './insights.generated.ts';
import { SpendTables } from './spend-tables.tsx';

export function SpendSection({ spend, month }: SpendOfPeriodQuery) {
  const text = useText();
  const { share, usd } = useFormats();
  return (
    <Paper withBorder p="sm">
      <Stack gap="sm">
        <Title order={2} size="h5">
          {text('spend.title')}
        </Title>
        <Text size="sm">{text('spend.hint')}</Text>
        <Budget month={month} />
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm">
          <Figure name={text('spend.period')} value={usd(spend.costUsd)} />
          <Figure name={text('spend.perConversation')} value={usd(spend.perConversationUsd)} />
          <Figure name={text('spend.perReply')} value={usd(spend.perApprovedReplyUsd)} />
          <Figure name={text('spend.cacheHitRate')} value={share(spend.cacheHitRate)} />
          <Figure name={text('spend.savedByCache')} value={usd(spend.savedByCacheUsd)} />
          <Figure name={text('spend.savedByRouting')} value={usd(spend.savedByRoutingUsd)} />
        </SimpleGrid>
        {spend.byModel.length === 0 ? (
          <PageState state="empty" message={text('spend.none')} />
        ) : (
          <>
            <BarChart
              label={text('spend.perDay')}
              nameOfPoint={text('insights.day')}
              nameOfValue={text('spend.cost')}
              points={eachDay(spend, spend.byDay).map(({ day, row }) => ({ name: day, value: row?.costUsd ?? 0 }))}
              format={usd}
            />
            <SpendTables spend={spend} />
          </>
        )}
      </Stack>
    </Paper>
  );
}

function Budget({ month: { costUsd, budgetUsd, stage } }: { month: SpendOfPeriodQuery['month'] }) {
  const text = useText();
  const { usd } = useFormats();
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
    </Stack>
  );
}
