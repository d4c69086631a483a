import type { ApolloCache, FieldPolicy, Reference } from '@apollo/client';
import { compareKeys, type Direction, placeOf, type SortKey } from './sorted-list.ts';

type ReadField = (field: string, from: Reference) => unknown;

interface StoredList {
  readonly nodes?: readonly Reference[];
  /**
   * Of the nodes, as they were when each was put into its place: an entity that changed since stands where it stood until its event comes,
   * and thousands of rows are not read again for one.
   */
  readonly keys?: readonly SortKey[];
  readonly totalCount?: number | null;
  readonly pageInfo?: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface ListOrder {
  readonly field: string;
  readonly direction: Direction;
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

const keyOf = (order: ListOrder, read: ReadField, node: Reference): SortKey => [
  read(order.field, node) as string | number,
  node.__ref,
];

interface OrderedRows {
  readonly nodes: Reference[];
  readonly keys: SortKey[];
}

function takeOut({ nodes, keys }: OrderedRows, reference: string): boolean {
  const at = nodes.findIndex(({ __ref }) => __ref === reference);
  if (at < 0) return false;
  nodes.splice(at, 1);
  keys.splice(at, 1);
  return true;
}

function putIn({ nodes, keys }: OrderedRows, node: Reference, key: SortKey, direction: Direction): void {
  const at = placeOf(keys, key, direction);
  nodes.splice(at, 0, node);
  keys.splice(at, 0, key);
}

/** Pages of one question are one list; `keyArgs` are the arguments that make it another question. */
export function pagedList(name: string, keyArgs: readonly string[]): FieldPolicy<StoredList> {
  const order = ORDERS[name];
  return {
    keyArgs: [...keyArgs],
    merge(known, page, { args, readField }) {
      const read = readField as ReadField;
      const pageNodes = page.nodes ?? [];
      // asked from its beginning: what was known of it may be gone
      if (!known || !args?.['after']) return order ? { ...page, keys: pageNodes.map((node) => keyOf(order, read, node)) } : page;
      const isKnown = new Set(known.nodes?.map(({ __ref }) => __ref));
      const fresh = pageNodes.filter(({ __ref }) => !isKnown.has(__ref));
      if (!order) return { ...page, nodes: [...(known.nodes ?? []), ...fresh] };
      const rows: OrderedRows = { nodes: [...(known.nodes ?? [])], keys: [...(known.keys ?? [])] };
      for (const node of pageNodes) {
        const key = keyOf(order, read, node);
        if (isKnown.has(node.__ref)) takeOut(rows, node.__ref);
        putIn(rows, node, key, order.direction);
      }
      return { ...page, ...rows };
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
        const rows: OrderedRows = { nodes: [...existing.nodes], keys: [...(existing.keys ?? [])] };
        const wasThere = takeOut(rows, reference.__ref);
        const isIn = belongs(args);
        const key = keyOf(order, readField as ReadField, reference);
        const last = rows.keys.at(-1);
        const comesLater = !wasThere && existing.pageInfo?.hasNextPage && last && compareKeys(key, last, order.direction) > 0;
        if (isIn && !comesLater) putIn(rows, reference, key, order.direction);
        const change = Number(isIn) - Number(wasThere);
        const { totalCount } = existing;
        return {
          ...existing,
          ...rows,
          totalCount: typeof totalCount === 'number' ? Math.max(rows.nodes.length, totalCount + change) : totalCount,
        };
      },
    },
  });
}
