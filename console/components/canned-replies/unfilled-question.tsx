import { Alert, Button, Group, Stack } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';
import type { Unfilled } from './use-unfilled.ts';

export function UnfilledQuestion({ unfilled: { variables, goBack, sendAnyway } }: { unfilled: Unfilled }) {
  const text = useText();
  if (!variables) return null;
  return (
    <Alert color="orange" role="alert">
      <Stack gap="xs">
        {text('canned.stillOpen', { variables: variables.join(', ') })}
        <Group gap="xs">
          <Button size="xs" variant="default" autoFocus onClick={goBack}>
            {text('canned.goBack')}
          </Button>
          <Button size="xs" color="red" variant="light" onClick={sendAnyway}>
            {text('canned.sendAnyway')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
