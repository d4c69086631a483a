import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { SessionDocument } from '../session/session.generated.ts';

const RETRY_MS = 2_000;

/**
 * The newest position in the tenant's feed, taken when the page opened; null until it is known. Ask for a list only then, and subscribe
 * after it: what happens between the two is in the events, so nothing is missed.
 */
export function useFeedCursor(): string | null {
  const client = useApolloClient();
  const [cursor, setCursor] = useState<string | null>(null);
  useEffect(() => {
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
  }, [client]);
  return cursor;
}
