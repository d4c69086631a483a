import { useQuery } from '@apollo/client/react';
import { useCallback } from 'react';
import { NEXT_PAGE } from '../../components/ui/virtual-list/next-page.ts';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { LeadsDocument, type LeadTier } from './leads.generated.ts';

/**
 * Leads of one tier, or of all, the one that changed last first. `isLive` says that `useLeadEvents` listens: nothing is asked before.
 * `leads` is null until it is known.
 */
export function useLeads(tier: LeadTier | null, isLive: boolean) {
  const { data, error, fetchMore, refetch } = useQuery(LeadsDocument, {
    skip: !isLive,
    variables: { ...useScopeVariables('readCrm'), tier: tier && [tier] },
    fetchPolicy: 'cache-and-network',
  });
  const page = data?.leads;
  const endCursor = page?.pageInfo.endCursor;
  const showMore = useCallback(() => fetchMore({ variables: { after: endCursor, first: NEXT_PAGE } }), [fetchMore, endCursor]);
  return {
    leads: page?.nodes ?? null,
    totalCount: page?.totalCount ?? null,
    hasMore: page?.pageInfo.hasNextPage ?? false,
    error: error ?? null,
    showMore,
    retry: refetch,
  };
}
