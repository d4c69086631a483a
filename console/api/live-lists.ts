import type { ApolloClient, OperationVariables, TypedDocumentNode } from '@apollo/client';
import { type ListNode, type ListOrder, type ListPage, LiveList, type PageAnswer } from './live-list.ts';

/** Rows asked for while a reader scrolls, the most that the API gives at once. The first page is smaller: somebody waits for it. */
const NEXT_PAGE = 100;
/** Of one kind, for those who come back to a page: every set of filters is a list of its own. */
const KEPT_LISTS = 20;

/** A list that events keep up to date, by the question that it answers. */
export interface ListDefinition<Data, Variables extends OperationVariables, Node extends ListNode> {
  /** Takes `$first: Int` with a default, and `$after: String`. */
  readonly document: TypedDocumentNode<Data, Variables>;
  /** `nodes` select `id` and what the order is by, beside the rows' fragments. */
  readonly pageOf: (data: Data) => ListPage<Node> | null | undefined;
  readonly order: ListOrder<Node>;
}

interface KnownList<Variables, Node extends ListNode> {
  readonly variables: Variables;
  readonly list: LiveList<Node>;
}

/** Every live list that was opened, by what it is of and the variables that it was asked with. */
export class LiveLists {
  readonly #apollo: Pick<ApolloClient, 'query'>;
  readonly #known = new Map<object, Map<string, KnownList<unknown, never>>>();
  #askingAgain: Promise<unknown> | null = null;

  constructor(apollo: Pick<ApolloClient, 'query'>) {
    this.#apollo = apollo;
  }

  /** The same list for the same variables. */
  of<Data, Variables extends OperationVariables, Node extends ListNode>(
    definition: ListDefinition<Data, Variables, Node>,
    variables: Variables,
  ): LiveList<Node> {
    const ofKind = this.#ofKind(definition);
    const key = JSON.stringify(variables);
    const known = ofKind.get(key);
    if (known) return known.list;
    const list = new LiveList((after) => this.#ask(definition, variables, after), definition.order);
    ofKind.set(key, { variables, list });
    if (ofKind.size > KEPT_LISTS) {
      const [oldest] = [...ofKind].find(([, { list: other }]) => other !== list && !other.isWatched) ?? [];
      if (oldest !== undefined) ofKind.delete(oldest);
    }
    return list;
  }

  /** Places what an event told of in every list of the kind, by whether it belongs where these variables were asked with. */
  place<Data, Variables extends OperationVariables, Node extends ListNode>(
    definition: ListDefinition<Data, Variables, Node>,
    node: Node,
    belongs: (variables: Variables) => boolean,
  ): void {
    for (const { list, variables } of this.#ofKind(definition).values()) list.place(node, belongs(variables));
  }

  /** Everything that is shown is asked for from its beginning; once, where many ask for it at a time. */
  async askAgain(): Promise<void> {
    this.#askingAgain ??= Promise.all(this.#watched().map((list) => list.begin())).finally(() => {
      this.#askingAgain = null;
    });
    await this.#askingAgain;
  }

  async askAgainWhatFailed(): Promise<void> {
    await Promise.all(this.#watched().map((list) => list.read().error !== null && list.begin()));
  }

  /** Kept with what they are of, so that lists go out only with the definition that they were made for. */
  #ofKind<Data, Variables extends OperationVariables, Node extends ListNode>(
    definition: ListDefinition<Data, Variables, Node>,
  ): Map<string, KnownList<Variables, Node>> {
    const known = this.#known.get(definition) ?? new Map();
    this.#known.set(definition, known);
    return known;
  }

  #watched() {
    return [...this.#known.values()]
      .flatMap((ofKind) => [...ofKind.values()])
      .map(({ list }) => list)
      .filter(({ isWatched }) => isWatched);
  }

  async #ask<Data, Variables extends OperationVariables, Node extends ListNode>(
    { document, pageOf }: ListDefinition<Data, Variables, Node>,
    variables: Variables,
    after: string | null,
  ): Promise<PageAnswer<Node>> {
    const asked = after === null ? variables : { ...variables, after, first: NEXT_PAGE };
    try {
      // the rows go into the cache, where each reads its own
      const { data, error = null } = await this.#apollo.query({
        query: document as TypedDocumentNode<Data, OperationVariables>,
        variables: asked,
        fetchPolicy: 'network-only',
      });
      return { page: (data && pageOf(data)) ?? null, error };
    } catch (error) {
      return { page: null, error };
    }
  }
}
