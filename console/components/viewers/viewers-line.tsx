import { Text } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import type { ViewersFragment } from './viewers.generated.ts';

/** Who else looks at it; nothing where nobody does. */
export function ViewersLine({ viewers }: { viewers: ViewersFragment['viewers'] | null | undefined }) {
  const text = useText();
  const { member } = useSession();
  const others = (viewers ?? []).filter(({ id }) => id !== member?.id);
  if (others.length === 0) return null;
  const names = others.map(({ displayName }) => displayName).join(', ');
  return (
    <Text size="sm" c="dimmed" role="status">
      {text('conversations.viewers', { names, count: others.length })}
    </Text>
  );
}
