import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { SessionDocument } from './session.generated.ts';
import { useSession } from './session.tsx';

const RETRY_MS = 2_000;
/** Events of so long come again with the first page that is opened: fewer than another question costs. */
const FRESH_MS = 5_000;

/**
 * The newest position in the tenant's feed, taken when the page opened; null until it is known. Ask for a list only then, and subscribe
 * after it: what happens between the two is in the events, so nothing is missed.
 */
export function useFeedCursor(): string | null {
  const client = useApolloClient();
  const { feedCursor } = useSession();
  const [cursor, setCursor] = useState(() => (performance.now() - feedCursor.takenAt < FRESH_MS ? feedCursor.value : null));
  const isKnown = cursor !== null;
  useEffect(() => {
    if (isKnown) return;
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = async (): Promise<void> => {
      const { data } = await client
        .query({ query: SessionDocument, fetchPolicy: 'network-only' })
        .catch(() => ({ data: undefined }));
      if (left) return;
      if (data) setCursor(data.session.eventCursor);
      else timer = setTimeout(() => void take(), RETRY_MS);
    };
    void take();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [client, isKnown]);
  return cursor;
}
