import { SimpleGrid, Stack, Title } from '@mantine/core';
import { useIntl } from 'react-intl';
import { DataTable } from '../../components/ui/charts/chart-table.tsx';
import { useFormats } from '../../components/ui/use-formats.ts';
import { type TextId, useText } from '../../i18n/language.tsx';
import type { SpendOfPeriodQuery } from './insights.generated.ts';

export function SpendTables({ spend }: { spend: SpendOfPeriodQuery['spend'] }) {
  const text = useText();
  const { count, usd } = useFormats();
  const nameOf = useSpendName();
  const head = [text('spend.name'), text('spend.calls'), text('spend.cost')];
  return (
    <SimpleGrid cols={{ base: 1, lg: 3 }} spacing="sm">
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
      {(['byAgent', 'byIntent'] as const).map((by) => (
        <Stack key={by} gap={4}>
          <Title order={3} size="h6">
            {text(`spend.${by}`)}
          </Title>
          <DataTable
            label={text(`spend.${by}`)}
            head={head}
            rows={spend[by].map(({ name, calls, costUsd }) => [nameOf(by, name), count(calls), usd(costUsd)])}
          />
        </Stack>
      ))}
    </SimpleGrid>
  );
}

/** What the API names freely has a sentence where we know it, else its own name. */
function useSpendName() {
  const text = useText();
  const { messages } = useIntl();
  return (by: 'byAgent' | 'byIntent', name: string): string => {
    const id = `${by === 'byAgent' ? 'agent' : 'intent'}.${name}`;
    return Object.hasOwn(messages, id) ? text(id as TextId) : name;
  };
}
