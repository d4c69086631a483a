import { Alert, Text } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';

/** The other side's words about a connection that is not well, and what to do. */
export function TroubleNote({
  of,
  status,
  error,
}: {
  of: 'channel' | 'crm';
  status: 'CONNECTED' | 'DEGRADED' | 'DISCONNECTED';
  error: string | null;
}) {
  const text = useText();
  if (status === 'CONNECTED') return error === null ? null : <Alert color="orange">{error}</Alert>;
  const isLeft = status === 'DISCONNECTED' && error === null;
  return (
    <Alert color={status === 'DISCONNECTED' && !isLeft ? 'red' : 'orange'}>
      {error !== null && <Text size="sm">{error}</Text>}
      <Text size="sm">{text(isLeft ? `${of}.adviceLeft` : `${of}.advice.${status}`)}</Text>
    </Alert>
  );
}
