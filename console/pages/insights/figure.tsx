import { Paper, Text } from '@mantine/core';

/** One number and what it is of. */
export function Figure({ name, value }: { name: string; value: string }) {
  return (
    <Paper withBorder p="sm" role="group" aria-label={name}>
      <Text size="sm">{name}</Text>
      <Text size="xl" fw={700}>
        {value}
      </Text>
    </Paper>
  );
}
