import type { OperationVariables } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { useEffect, useRef } from 'react';
import { useLiveLists } from './use-live-list.ts';

/**
 * What a row of a live list shows, live; null until it is known. An answer or an event that names the entity without all that the row asks
 * for leaves a hole in the cache: the row stays as it was, and what is shown is asked for again.
 */
export function useRow<Data, Variables extends OperationVariables>(options: useFragment.Options<Data, Variables>) {
  const lists = useLiveLists();
  const { data, complete } = useFragment(options);
  const whole = complete ? data : null;
  const known = useRef(whole);
  if (whole) known.current = whole;
  useEffect(() => {
    if (!complete) void lists.askAgain();
  }, [lists, complete]);
  return known.current;
}
