import { Paper, Stack, Text } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';

/** One number, what it is of, and what it was in the period before. */
export function Figure({
  name,
  value,
  before,
  format,
}: {
  name: string;
  value: number | null;
  before: number | null | undefined;
  format: (value: number | null) => string;
}) {
  const text = useText();
  const isKnown = value !== null && before !== null && before !== undefined;
  const sign = !isKnown || format(value) === format(before) ? '' : value > before ? '▲ ' : '▼ ';
  return (
    <Paper withBorder p="sm" role="group" aria-label={name}>
      {/* names of one line and of three: the numbers of a row stand on one line */}
      <Stack gap={0} h="100%" justify="space-between">
        <Text size="sm">{name}</Text>
        <div>
          <Text size="xl" fw={700}>
            {format(value)}
          </Text>
          <Text size="xs" c="dimmed">
            {before === null || before === undefined
              ? text('insights.beforeNone')
              : `${sign}${text('insights.before', { value: format(before) })}`}
          </Text>
        </div>
      </Stack>
    </Paper>
  );
}
