import { useApolloClient, useQuery, useSubscription } from '@apollo/client/react';
import { useCallback } from 'react';
import { placeInLists } from '../../api/live-lists.ts';
import { useFeedCursor } from '../../api/use-feed-cursor.ts';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { LeadLinkedDocument, LeadScoredDocument, LeadsDocument, type LeadTier } from './leads.generated.ts';

/** Leads of one tier, or of all, the one that changed last first, live. `leads` is null until it is known. */
export function useLeads(tier: LeadTier | null) {
  const client = useApolloClient();
  const cursor = useFeedCursor();
  const scopes = useScopeVariables('readCrm');
  const { data, error, fetchMore, refetch } = useQuery(LeadsDocument, {
    skip: cursor === null,
    variables: { ...scopes, tier: tier && [tier] },
    fetchPolicy: 'cache-and-network',
  });
  useSubscription(LeadScoredDocument, {
    skip: cursor === null,
    variables: { ...scopes, after: cursor },
    ignoreResults: true,
    onData: ({ data: { data: event } }) => {
      const lead = event?.leadScored.lead;
      if (!lead) return;
      placeInLists(client.cache, 'leads', lead, ({ filter }) => {
        const wanted = (filter as { tier?: readonly LeadTier[] | null } | undefined)?.tier;
        return !wanted || wanted.includes(lead.tier);
      });
    },
  });
  // the link's new state goes into the cache by itself, and from there to its lead
  useSubscription(LeadLinkedDocument, {
    skip: cursor === null || !scopes.readCrm,
    variables: { after: cursor },
    ignoreResults: true,
  });
  const page = data?.leads;
  const endCursor = page?.pageInfo.endCursor;
  const showMore = useCallback(() => fetchMore({ variables: { after: endCursor } }), [fetchMore, endCursor]);
  return {
    leads: page?.nodes ?? null,
    totalCount: page?.totalCount ?? null,
    hasMore: page?.pageInfo.hasNextPage ?? false,
    error: error ?? null,
    showMore,
    retry: refetch,
  };
}
