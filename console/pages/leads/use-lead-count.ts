import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { LeadCountDocument, type LeadTier } from './leads.generated.ts';

/** Leads that change together are counted once. */
const GATHER_MS = 1_000;

/**
 * How many leads a tier has, where not all of them were fetched: an event does not say which tier its lead left, and of one that was not
 * fetched the page does not know. Null until it is known, and where nothing has to be counted.
 */
export function useLeadCount(tier: LeadTier, isPartial: boolean, changes: number): number | null {
  const client = useApolloClient();
  const [count, setCount] = useState<number | null>(null);
  useEffect(() => {
    if (!isPartial || changes === 0) return setCount(null);
    let left = false;
    const timer = setTimeout(() => {
      // a number that is asked for anew each time needs no place in the cache
      client.query({ query: LeadCountDocument, variables: { tier: [tier] }, fetchPolicy: 'no-cache' }).then(
        ({ data }) => left || setCount(data?.leads.totalCount ?? null),
        () => undefined,
      );
    }, GATHER_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [client, tier, isPartial, changes]);
  return count;
}
