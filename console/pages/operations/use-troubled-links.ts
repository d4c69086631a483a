import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { askedOnce } from '../../api/asked-once.ts';
import { useEvents } from '../../session/use-events.ts';
import { useFeedCursor } from '../../session/use-feed-cursor.ts';
import { LinkChangedDocument, ResyncTroubledLeadDocument, TroubledLinksDocument } from './crm.generated.ts';
import { useAttempt } from './use-attempt.ts';

/** Leads that a CRM refuses or that something is in the way of there, live. */
export function useTroubledLinks() {
  const cursor = useFeedCursor();
  const { data, error, refetch, fetchMore } = useQuery(TroubledLinksDocument, {
    skip: cursor === null,
    fetchPolicy: 'cache-and-network',
  });
  const page = data?.crmLinks;
  useEvents(LinkChangedDocument, { after: cursor }, ({ crmLinkChanged: { link } }) => {
    const isTroubled = link.status === 'FAILED' || link.status === 'CONFLICT';
    // the list's order is by the time of the change, which a link does not tell: the list is asked again
    if (isTroubled || page?.nodes.some(({ id }) => id === link.id)) void refetch().catch(() => undefined);
  });
  return {
    links: page?.nodes ?? null,
    totalCount: page?.totalCount ?? null,
    error: error ?? null,
    retry: refetch,
    showMore: page?.pageInfo.hasNextPage ? () => fetchMore({ variables: { after: page.pageInfo.endCursor } }) : null,
  };
}

export function useResync() {
  const { problem, isBusy, attempt } = useAttempt();
  const [once] = useState(askedOnce);
  const [resync] = useMutation(ResyncTroubledLeadDocument, { refetchQueries: [TroubledLinksDocument] });
  return {
    problem,
    isBusy,
    resync: (leadId: string) =>
      attempt(() => once(leadId, (idempotencyKey) => resync({ variables: { leadId, idempotencyKey } }))),
  };
}
