import { useQuery } from '@apollo/client/react';
import { useEffect, useRef } from 'react';
import { useSession } from '../session/session.tsx';
import { useEvents } from '../session/use-events.ts';
import { useFeedCursor } from '../session/use-feed-cursor.ts';
import { WaitingChangedDocument, WaitingCountDocument } from './waiting.generated.ts';

/** What happens together is counted once. */
const GATHER_MS = 500;

/** How many replies wait for a person, live, wherever the reader is; null until it is known, and for who may not read them. */
export function useWaitingCount(): number | null {
  const { may } = useSession();
  const cursor = useFeedCursor();
  const skip = !may('reviews:read') || cursor === null;
  const { data, refetch } = useQuery(WaitingCountDocument, { skip, fetchPolicy: 'network-only' });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEvents(WaitingChangedDocument, { after: cursor, skip }, ({ reviewChanged: { change } }) => {
    // who claims or lets go changes no number
    if (change === 'CLAIMED' || change === 'RELEASED') return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void refetch().catch(() => undefined);
    }, GATHER_MS);
  });
  return data?.reviews.totalCount ?? null;
}
