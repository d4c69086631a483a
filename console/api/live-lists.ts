import type { ApolloCache, FieldPolicy, Reference } from '@apollo/client';

type ReadField = (field: string, from: Reference) => unknown;

interface StoredList {
  readonly nodes?: readonly Reference[];
  readonly totalCount?: number | null;
  readonly pageInfo?: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface ListOrder {
  readonly field: string;
  readonly direction: 'ASCENDING' | 'DESCENDING';
}

/** The order in which the API gives each list that events keep up to date. */
const ORDERS: Readonly<Record<string, ListOrder>> = {
  reviews: { field: 'priority', direction: 'DESCENDING' },
  conversations: { field: 'lastMessageAt', direction: 'DESCENDING' },
  messages: { field: 'sentAt', direction: 'DESCENDING' },
  runs: { field: 'createdAt', direction: 'DESCENDING' },
  leads: { field: 'updatedAt', direction: 'DESCENDING' },
  alerts: { field: 'raisedAt', direction: 'DESCENDING' },
};

const compare =
  (order: ListOrder, read: ReadField) =>
  (a: Reference, b: Reference): number => {
    const [one, other] = [read(order.field, a), read(order.field, b)] as [string | number, string | number];
    const ascending = one < other ? -1 : one > other ? 1 : 0;
    return (order.direction === 'ASCENDING' ? ascending : -ascending) || a.__ref.localeCompare(b.__ref);
  };

/** Pages of one question are one list; `keyArgs` are the arguments that make it another question. */
export function pagedList(name: string, keyArgs: readonly string[]): FieldPolicy<StoredList> {
  const order = ORDERS[name];
  return {
    keyArgs: [...keyArgs],
    merge(known, page, { args, readField }) {
      // asked from its beginning: what was known of it may be gone
      if (!known || !args?.['after']) return page;
      const nodes = new Map([...(known.nodes ?? []), ...(page.nodes ?? [])].map((node) => [node.__ref, node]));
      const all = [...nodes.values()];
      return { ...page, nodes: order ? all.sort(compare(order, readField as ReadField)) : all };
    },
  };
}

/**
 * Puts what an event told of into its place in every list of that name, or takes it out. An entity that belongs after all that was fetched
 * so far comes with its page.
 */
export function placeInLists(
  cache: ApolloCache,
  name: string,
  entity: { readonly __typename: string; readonly id: string },
  belongs: (args: Readonly<Record<string, unknown>>) => boolean,
): void {
  const order = ORDERS[name];
  if (!order) throw new Error(`the order of ${name} is not known here`);
  cache.modify({
    fields: {
      [name](existing: StoredList | Reference, { readField, storeFieldName, toReference }) {
        const reference = toReference(entity);
        if (!('nodes' in existing) || !existing.nodes || !reference) return existing;
        const args = storeFieldName.includes('{') ? JSON.parse(storeFieldName.slice(storeFieldName.indexOf('{'))) : {};
        const wasThere = existing.nodes.some(({ __ref }) => __ref === reference.__ref);
        const others = existing.nodes.filter(({ __ref }) => __ref !== reference.__ref);
        const isIn = belongs(args);
        const inOrder = compare(order, readField as ReadField);
        const last = others.at(-1);
        const comesLater = !wasThere && existing.pageInfo?.hasNextPage && last && inOrder(reference, last) > 0;
        const nodes = isIn && !comesLater ? [...others, reference].sort(inOrder) : others;
        const change = Number(isIn) - Number(wasThere);
        const { totalCount } = existing;
        return {
          ...existing,
          nodes,
          totalCount: typeof totalCount === 'number' ? Math.max(nodes.length, totalCount + change) : totalCount,
        };
      },
    },
  });
}
