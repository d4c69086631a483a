import { Alert } from '@mantine/core';
import { useConnectionState, useRefusal } from '../api/connection.ts';
import { useText } from '../i18n/language.tsx';
import { useSession } from '../session/session.tsx';

/** While events do not arrive, and where some never will. */
export function ConnectionBanner() {
  const text = useText();
  const { connection } = useSession();
  const state = useConnectionState(connection);
  const refusal = useRefusal(connection);
  return (
    <>
      {state === 'LOST' && (
        <Alert color="orange" role="status" mb="sm">
          {text('connection.lost')}
        </Alert>
      )}
      {refusal && (
        <Alert color="red" role="alert" mb="sm">
          {text('connection.refused', { reason: refusal })}
        </Alert>
      )}
    </>
  );
}
