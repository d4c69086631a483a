import { List, Paper, Text } from '@mantine/core';
import { type TextId, useText } from '../../i18n/language.tsx';

/** What is needed and where it is found at the vendor: one step a line. */
export function Guide({ id }: { id: TextId }) {
  const text = useText();
  return (
    <Paper withBorder p="sm">
      <Text fw={600} size="sm" mb={4}>
        {text('connect.guide')}
      </Text>
      <List type="ordered" size="sm" pr="md">
        {text(id)
          .split('\n')
          .map((step) => (
            <List.Item key={step}>{step}</List.Item>
          ))}
      </List>
    </Paper>
  );
}
