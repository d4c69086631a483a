import { Badge } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';

const COLOURS = { CONNECTED: 'teal', DEGRADED: 'orange', DISCONNECTED: 'gray' } as const;

/** What a member disconnected is at rest; what was lost, with an error, is trouble. */
export function HealthBadge({ status, error }: { status: keyof typeof COLOURS; error: string | null }) {
  const text = useText();
  return (
    <Badge variant="light" color={status === 'DISCONNECTED' && error !== null ? 'red' : COLOURS[status]}>
      {text(`health.${status}`)}
    </Badge>
  );
}
