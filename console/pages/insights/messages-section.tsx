import { Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { LineChart } from '../../components/ui/charts/line-chart.tsx';
import { PageState } from '../../components/ui/page-state.tsx';
import type { Period } from '../../components/ui/period.ts';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import { eachDay } from './each-day.ts';
import { Figure } from './figure.tsx';
import type { InsightsQuery } from './insights.generated.ts';
import { PartsTable } from './parts-table.tsx';
import { useNames } from './use-names.ts';

export function MessagesSection({ insights, before, period }: InsightsQuery & { period: Period }) {
  const text = useText();
  const { day } = useNames();
  const { count, share, duration } = useFormats();
  const days = eachDay(period, insights.byDay);
  const target = duration(insights.slaTargetMinutes * 60_000);
  const figures = [
    ['messages', count],
    ['autoReplyShare', share],
    ['reviewShare', share],
    ['editShare', share],
    ['medianReplyMs', duration],
    ['p95ReplyMs', duration],
    ['slaShare', share],
  ] as const;
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 7 }} spacing="sm">
        {figures.map(([key, format]) => (
          <Figure
            key={key}
            name={text(`insights.${key}`, { target })}
            value={insights[key]}
            before={before[key]}
            format={format}
          />
        ))}
      </SimpleGrid>
      {insights.messages === 0 ? (
        <Paper withBorder p="sm">
          <PageState state="empty" message={text('insights.noMessages')} />
        </Paper>
      ) : (
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="sm">
          <Paper withBorder p="sm">
            <Title order={2} size="h5">
              {text('insights.perDay')}
            </Title>
            <LineChart
              label={text('insights.perDay')}
              nameOfPoint={text('insights.day')}
              series={[text('insights.messages'), text('insights.auto'), text('insights.reviews')]}
              points={days.map(({ day: name, row }) => ({
                name: day(name),
                values: [row?.messages ?? 0, row?.autoReplies ?? 0, row?.reviews ?? 0],
              }))}
              format={count}
            />
          </Paper>
          <Paper withBorder p="sm">
            <Title order={2} size="h5">
              {text('insights.slaPerDay', { target })}
            </Title>
            <LineChart
              label={text('insights.slaPerDay', { target })}
              nameOfPoint={text('insights.day')}
              series={[text('insights.slaShare', { target })]}
              points={days.map(({ day: name, row }) => ({ name: day(name), values: [row?.slaShare ?? null] }))}
              format={share}
              max={1}
            />
            <Text size="sm">{text('insights.slaHint', { target })}</Text>
          </Paper>
        </SimpleGrid>
      )}
      {insights.messages > 0 && (
        <>
          <PartsTable kind="platform" parts={insights.byPlatform} target={target} />
          <PartsTable kind="intent" parts={insights.byIntent} target={target} />
        </>
      )}
    </Stack>
  );
}
