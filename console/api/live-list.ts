import { compareKeys, type Direction, placeOf, type SortKey } from './sorted-list.ts';

/** What stands in a list: by this its row is found in the cache, which knows the newest of it. */
export interface ListNode {
  readonly __typename: string;
  readonly id: string;
}

export interface ListPage<Node> {
  readonly nodes: readonly Node[];
  /** Null or missing: nobody counted. */
  readonly totalCount?: number | null;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface PageAnswer<Node> {
  /** Null where the question had no answer. */
  readonly page: ListPage<Node> | null;
  readonly error: unknown;
}

/** The order in which the API gives a list. */
export interface ListOrder<Node> {
  readonly by: (node: Node) => string | number;
  readonly direction: Direction;
}

export interface ListState<Node> {
  /** Null until they are known. */
  readonly nodes: readonly Node[] | null;
  readonly totalCount: number | null;
  readonly hasMore: boolean;
  /** Of the last question for its beginning; rows that are known stay beside it. */
  readonly error: unknown;
}

interface Placing<Node> {
  readonly node: Node;
  readonly belongs: boolean;
}

/**
 * What was fetched of a list, page by page, kept in the API's order by events. It knows the place of every row and nothing else of it: a
 * page or an event costs the same after ten thousand rows as after the first.
 */
export class LiveList<Node extends ListNode> {
  readonly #ask: (after: string | null) => Promise<PageAnswer<Node>>;
  readonly #order: ListOrder<Node>;
  readonly #watchers = new Set<() => void>();
  #state: ListState<Node> = { nodes: null, totalCount: null, hasMore: false, error: null };
  /** Of the nodes, as they were when each was put into its place: what changed since stands where it stood until its event comes. */
  #keys: readonly SortKey[] = [];
  #endCursor: string | null = null;
  /** What was placed while each page was on its way, by id. */
  readonly #meanwhile = new Set<Map<string, Placing<Node>>>();
  /** Answers to a question from before the last beginning are of another list. */
  #beginnings = 0;

  constructor(ask: (after: string | null) => Promise<PageAnswer<Node>>, order: ListOrder<Node>) {
    this.#ask = ask;
    this.#order = order;
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  get isWatched(): boolean {
    return this.#watchers.size > 0;
  }

  /** The same object until something changed. */
  readonly read = (): ListState<Node> => this.#state;

  /** Asks for its beginning. What is known stays until the answer is there, and takes its place. */
  readonly begin = async (): Promise<{ readonly error: unknown }> => {
    this.#beginnings += 1;
    const beginning = this.#beginnings;
    const { page, error, meanwhile } = await this.#askFor(null);
    if (beginning !== this.#beginnings) return { error: null };
    if (!page) {
      this.#become({ ...this.#state, error });
      return { error };
    }
    this.#keys = page.nodes.map((node) => this.#keyOf(node));
    this.#endCursor = page.pageInfo.endCursor;
    const { nodes, totalCount = null, pageInfo } = page;
    this.#become({ nodes, totalCount, hasMore: pageInfo.hasNextPage, error });
    this.#placeAgain(meanwhile);
    return { error };
  };

  /** Asks for the next page. Whoever asked is told when it failed; the list stays as it is. */
  readonly showMore = async (): Promise<{ readonly error: unknown }> => {
    const beginning = this.#beginnings;
    const { page, error, meanwhile } = await this.#askFor(this.#endCursor);
    if (beginning !== this.#beginnings) return { error: null };
    if (!page) return { error };
    const rows = new Rows(this.#state.nodes ?? [], this.#keys, this.#order.direction);
    const known = new Set(rows.nodes.map(({ id }) => id));
    for (const node of page.nodes) {
      // one that moved onto this page meanwhile
      if (known.has(node.id)) rows.takeOut(node.id);
      rows.putIn(node, this.#keyOf(node));
    }
    this.#endCursor = page.pageInfo.endCursor;
    this.#keys = rows.keys;
    const { totalCount = null, pageInfo } = page;
    this.#become({ ...this.#state, nodes: rows.nodes, totalCount, hasMore: pageInfo.hasNextPage });
    this.#placeAgain(meanwhile);
    return { error };
  };

  /**
   * Puts what an event told of into its place, or takes it out where it does not belong. What comes after all that was fetched so far comes
   * with its page.
   */
  place(node: Node, belongs: boolean): void {
    for (const placed of this.#meanwhile) placed.set(node.id, { node, belongs });
    const { nodes, totalCount, hasMore } = this.#state;
    if (!nodes) return;
    const rows = new Rows(nodes, this.#keys, this.#order.direction);
    const wasThere = rows.takeOut(node.id);
    if (!wasThere && !belongs) return;
    const key = this.#keyOf(node);
    const last = rows.keys.at(-1);
    const comesLater = !wasThere && hasMore && last && compareKeys(key, last, this.#order.direction) > 0;
    if (belongs && !comesLater) rows.putIn(node, key);
    this.#keys = rows.keys;
    const count = totalCount === null ? null : Math.max(rows.nodes.length, totalCount + Number(belongs) - Number(wasThere));
    this.#become({ ...this.#state, nodes: rows.nodes, totalCount: count });
  }

  async #askFor(after: string | null): Promise<PageAnswer<Node> & { readonly meanwhile: Iterable<Placing<Node>> }> {
    const meanwhile = new Map<string, Placing<Node>>();
    this.#meanwhile.add(meanwhile);
    const answer = await this.#ask(after).finally(() => this.#meanwhile.delete(meanwhile));
    return { ...answer, meanwhile: meanwhile.values() };
  }

  /** The page did not know of these yet. */
  #placeAgain(meanwhile: Iterable<Placing<Node>>): void {
    for (const { node, belongs } of meanwhile) this.place(node, belongs);
  }

  #keyOf(node: Node): SortKey {
    return [this.#order.by(node), node.id];
  }

  #become(state: ListState<Node>): void {
    this.#state = state;
    for (const watcher of this.#watchers) watcher();
  }
}

/** Rows with their keys while they change: copies, since what was shown stays as it was. */
class Rows<Node extends ListNode> {
  readonly nodes: Node[];
  readonly keys: SortKey[];
  readonly #direction: Direction;

  constructor(nodes: readonly Node[], keys: readonly SortKey[], direction: Direction) {
    [this.nodes, this.keys, this.#direction] = [[...nodes], [...keys], direction];
  }

  takeOut(id: string): boolean {
    const at = this.nodes.findIndex((node) => node.id === id);
    if (at < 0) return false;
    this.nodes.splice(at, 1);
    this.keys.splice(at, 1);
    return true;
  }

  putIn(node: Node, key: SortKey): void {
    const at = placeOf(this.keys, key, this.#direction);
    this.nodes.splice(at, 0, node);
    this.keys.splice(at, 0, key);
  }
}
