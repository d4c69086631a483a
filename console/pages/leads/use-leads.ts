import type { ListDefinition } from '../../api/live-lists.ts';
import { useLiveList } from '../../api/use-live-list.ts';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { LeadsDocument, type LeadsQuery, type LeadsQueryVariables, type LeadTier } from './leads.generated.ts';

export const LEADS: ListDefinition<LeadsQuery, LeadsQueryVariables, LeadsQuery['leads']['nodes'][number]> = {
  document: LeadsDocument,
  pageOf: ({ leads }) => leads,
  order: { by: ({ updatedAt }) => updatedAt, direction: 'DESCENDING' },
};

/** Leads of one tier, or of all, the one that changed last first. `isFollowed` says that `useLeadEvents` listens. */
export function useLeads(tier: LeadTier | null, isFollowed: boolean) {
  const { nodes, ...list } = useLiveList(LEADS, { ...useScopeVariables('readCrm'), tier: tier && [tier] }, isFollowed);
  return { leads: nodes, ...list };
}
