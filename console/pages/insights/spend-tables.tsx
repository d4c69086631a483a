import { SimpleGrid, Stack, Title } from '@mantine/core';
import { DataTable } from '../../components/ui/charts/chart-table.tsx';
import { useFormats } from '../../components/ui/use-formats.ts';
import { useText } from '../../i18n/language.tsx';
import type { SpendOfPeriodQuery } from './insights.generated.ts';
import { useNames } from './use-names.ts';

export function SpendTables({ spend }: { spend: SpendOfPeriodQuery['spend'] }) {
  const text = useText();
  const { count, usd } = useFormats();
  const { named } = useNames();
  const head = [text('spend.name'), text('spend.calls'), text('spend.cost')];
  return (
    <>
      <Stack gap={4}>
        <Title order={3} size="h6">
          {text('spend.byModel')}
        </Title>
        <DataTable
          label={text('spend.byModel')}
          head={[...head, text('spend.tokens')]}
          rows={spend.byModel.map(({ provider, model, calls, costUsd, inputTokens, outputTokens }) => [
            `${provider} ${model}`,
            count(calls),
            usd(costUsd),
            `${count(inputTokens)} / ${count(outputTokens)}`,
          ])}
        />
      </Stack>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        {(['byAgent', 'byIntent'] as const).map((by) => (
          <Stack key={by} gap={4}>
            <Title order={3} size="h6">
              {text(`spend.${by}`)}
            </Title>
            <DataTable
              label={text(`spend.${by}`)}
              head={head}
              rows={spend[by].map(({ name, calls, costUsd }) => [
                name === 'UNKNOWN' ? text('spend.noMessage') : named(by === 'byAgent' ? 'agent' : 'intent', name),
                count(calls),
                usd(costUsd),
              ])}
            />
          </Stack>
        ))}
      </SimpleGrid>
    </>
  );
}
