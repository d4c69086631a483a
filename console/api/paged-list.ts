import type { FieldPolicy, Reference } from '@apollo/client';

interface StoredList {
  readonly nodes?: readonly Reference[];
}

/** Pages of one question are one list; `keyArgs` are the arguments that make it another question. What events keep is a `LiveList`. */
export function pagedList(keyArgs: readonly string[]): FieldPolicy<StoredList> {
  return {
    keyArgs: [...keyArgs],
    merge(known, page, { args }) {
      // asked from its beginning: what was known of it may be gone
      if (!known || !args?.['after']) return page;
      const isKnown = new Set(known.nodes?.map(({ __ref }) => __ref));
      return { ...page, nodes: [...(known.nodes ?? []), ...(page.nodes ?? []).filter(({ __ref }) => !isKnown.has(__ref))] };
    },
  };
}
