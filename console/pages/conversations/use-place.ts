import { useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useSession } from '../../session/session.tsx';
import { type Place, readAddress, writeAddress } from './filter-address.ts';

/** Filters, search and view stand in the address: a reload, the back button and a colleague with the link see the same. */
export function usePlace() {
  const search = useSearch();
  const { may } = useSession();
  const [path, navigate] = useLocation();
  const mayTier = may('leads:read');
  const place = useMemo(() => {
    const { filter, ...rest } = readAddress(search);
    const { tier, ...others } = filter;
    // a link from somebody who may see more
    return { ...rest, filter: tier && mayTier ? filter : others };
  }, [search, mayTier]);
  return {
    ...place,
    /** As it stands behind the path of a link that stays in this list. */
    search: search && `?${search}`,
    /** What is not named stays. The conversation that is open stays open. */
    go(changed: Partial<Place>): void {
      navigate(path + writeAddress({ ...place, ...changed }));
    },
  };
}
