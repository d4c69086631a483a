import type { ApolloCache } from '@apollo/client';
import { useApolloClient, useMutation, useQuery, useSubscription } from '@apollo/client/react';
import { placeInLists } from '../../api/live-lists.ts';
import { useFeedCursor } from '../../api/use-feed-cursor.ts';
import { AcknowledgeAlertDocument, AlertRaisedDocument, AlertsDocument } from './alerts.generated.ts';
import { useAttempt } from './use-attempt.ts';

interface Standing {
  readonly __typename: 'Alert';
  readonly id: string;
  readonly acknowledgedAt: string | null;
  readonly resolvedAt: string | null;
}

function placeAlert(cache: ApolloCache, alert: Standing): void {
  const isOpen = alert.acknowledgedAt === null && alert.resolvedAt === null;
  placeInLists(cache, 'alerts', alert, ({ open }) => typeof open !== 'boolean' || open === isOpen);
}

/** Alerts that nobody looks at, or the others, the newest first, live. */
export function useAlerts(open: boolean) {
  const { cache } = useApolloClient();
  const cursor = useFeedCursor();
  const { data, error, refetch, fetchMore } = useQuery(AlertsDocument, {
    skip: cursor === null,
    variables: { open },
    fetchPolicy: 'cache-and-network',
  });
  useSubscription(AlertRaisedDocument, {
    skip: cursor === null,
    variables: { after: cursor },
    ignoreResults: true,
    onData: ({ data: { data: event } }) => {
      if (event) placeAlert(cache, event.alertRaised.alert);
    },
  });
  const page = data?.alerts;
  return {
    alerts: page?.nodes ?? null,
    error: error ?? null,
    retry: refetch,
    showMore: page?.pageInfo.hasNextPage ? () => fetchMore({ variables: { after: page.pageInfo.endCursor } }) : null,
  };
}

export function useAcknowledge() {
  const { problem, isBusy, attempt } = useAttempt();
  const [acknowledge] = useMutation(AcknowledgeAlertDocument, {
    update: (cache, { data }) => data && placeAlert(cache, data.acknowledgeAlert),
  });
  return { problem, isBusy, acknowledge: (id: string) => attempt(() => acknowledge({ variables: { id } })) };
}
