import { Alert } from '@mantine/core';
import { useConnectionState } from '../api/connection.ts';
import { useText } from '../i18n/language.tsx';
import { useSession } from '../session/session.tsx';

/** While events do not arrive. */
export function ConnectionBanner() {
  const text = useText();
  const state = useConnectionState(useSession().connection);
  if (state !== 'LOST') return null;
  return (
    <Alert color="orange" role="status" mb="sm">
      {text('connection.lost')}
    </Alert>
  );
}
