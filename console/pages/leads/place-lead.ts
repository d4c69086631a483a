import type { ApolloCache } from '@apollo/client';
import { placeInLists } from '../../api/live-lists.ts';
import type { LeadTier } from './leads.generated.ts';

/** Puts a lead that was scored or changed into the lists of its tier, and takes it out of the others. */
export function placeLead(
  cache: ApolloCache,
  lead: { readonly __typename: 'Lead'; readonly id: string; readonly tier: LeadTier },
): void {
  placeInLists(cache, 'leads', lead, ({ filter }) => {
    const wanted = (filter as { tier?: readonly LeadTier[] | null } | undefined)?.tier;
    return !wanted || wanted.includes(lead.tier);
  });
}
