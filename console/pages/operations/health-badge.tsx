import { Badge } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';

const COLOURS = { CONNECTED: 'teal', DEGRADED: 'orange', DISCONNECTED: 'gray' } as const;

export function HealthBadge({ status }: { status: keyof typeof COLOURS }) {
  const text = useText();
  return (
    <Badge variant="light" color={COLOURS[status]} tt="none">
      {text(`health.${status}`)}
    </Badge>
  );
}
