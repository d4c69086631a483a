import { useMutation } from '@apollo/client/react';
import type { ListDefinition, LiveLists } from '../../api/live-lists.ts';
import { useLiveList, useLiveLists } from '../../api/use-live-list.ts';
import { useEvents } from '../../session/use-events.ts';
import { useFeedCursor } from '../../session/use-feed-cursor.ts';
import {
  AcknowledgeAlertDocument,
  AlertChangedDocument,
  type AlertChangedSubscription,
  AlertsDocument,
  type AlertsQuery,
  type AlertsQueryVariables,
} from './alerts.generated.ts';
import { useAttempt } from './use-attempt.ts';

const ALERTS: ListDefinition<AlertsQuery, AlertsQueryVariables, AlertsQuery['alerts']['nodes'][number]> = {
  document: AlertsDocument,
  pageOf: ({ alerts }) => alerts,
  order: { by: ({ raisedAt }) => raisedAt, direction: 'DESCENDING' },
};

function placeAlert(lists: LiveLists, alert: AlertChangedSubscription['alertChanged']['alert']): void {
  const isOpen = alert.acknowledgedAt === null && alert.resolvedAt === null;
  lists.place(ALERTS, alert, ({ open }) => typeof open !== 'boolean' || open === isOpen);
}

/** Alerts that nobody looks at, or the others, the newest first, live. */
export function useAlerts(open: boolean) {
  const lists = useLiveLists();
  const cursor = useFeedCursor();
  useEvents(AlertChangedDocument, { after: cursor }, ({ alertChanged }) => placeAlert(lists, alertChanged.alert));
  const { nodes, ...list } = useLiveList(ALERTS, { open }, cursor !== null);
  return { alerts: nodes, ...list };
}

export function useAcknowledge() {
  const lists = useLiveLists();
  const { problem, isBusy, attempt } = useAttempt();
  const [acknowledge] = useMutation(AcknowledgeAlertDocument, {
    update: (_, { data }) => data && placeAlert(lists, data.acknowledgeAlert),
  });
  return { problem, isBusy, acknowledge: (id: string) => attempt(() => acknowledge({ variables: { id } })) };
}
