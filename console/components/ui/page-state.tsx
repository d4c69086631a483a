import { Alert, Button, Center, Loader, Stack, Text } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';

/** What stands where there is nothing to show: not yet, not at all, or not to be had. */
export function PageState({
  state,
  message,
  onRetry,
}: {
  state: 'loading' | 'empty' | 'failed';
  message?: string;
  onRetry?: () => void;
}) {
  const text = useText();
  if (state === 'failed') {
    return (
      <Alert color="red" role="alert" title={message ?? text('state.failed')}>
        {onRetry && (
          <Button variant="default" size="compact-md" onClick={onRetry}>
            {text('state.retry')}
          </Button>
        )}
      </Alert>
    );
  }
  return (
    <Center mih={160}>
      {state === 'loading' ? (
        <Loader aria-label={text('state.loading')} />
      ) : (
        <Stack align="center">
          <Text c="dimmed">{message}</Text>
        </Stack>
      )}
    </Center>
  );
}
