import { Paper, SimpleGrid, Stack, Title } from '@mantine/core';
import { LineChart } from '../../components/ui/charts/line-chart.tsx';
import { PageState } from '../../components/ui/page-state.tsx';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import { eachDay } from './each-day.ts';
import { Figure } from './figure.tsx';
import type { InsightsQuery } from './insights.generated.ts';

export function MessagesSection({ insights }: { insights: InsightsQuery['insights'] }) {
  const text = useText();
  const { count, share, duration } = useFormats();
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm">
        <Figure name={text('insights.messages')} value={count(insights.messages)} />
        <Figure name={text('insights.autoReplyShare')} value={share(insights.autoReplyShare)} />
        <Figure name={text('insights.reviewShare')} value={share(insights.reviewShare)} />
        <Figure name={text('insights.editShare')} value={share(insights.editShare)} />
        <Figure name={text('insights.medianReply')} value={duration(insights.medianReplyMs)} />
        <Figure name={text('insights.p95Reply')} value={duration(insights.p95ReplyMs)} />
      </SimpleGrid>
      <Paper withBorder p="sm">
        <Title order={2} size="h5">
          {text('insights.perDay')}
        </Title>
        {insights.messages === 0 ? (
          <PageState state="empty" message={text('insights.noMessages')} />
        ) : (
          <LineChart
            label={text('insights.perDay')}
            nameOfPoint={text('insights.day')}
            series={[text('insights.messages'), text('insights.auto'), text('insights.reviews')]}
            points={eachDay(insights, insights.byDay).map(({ day, row }) => ({
              name: day,
              values: [row?.messages ?? 0, row?.autoReplies ?? 0, row?.reviews ?? 0],
            }))}
            format={count}
          />
        )}
      </Paper>
    </Stack>
  );
}
