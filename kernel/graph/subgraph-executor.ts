import type { GraphQLFormattedError } from 'graphql';
import type { Principal } from '#kernel/auth/principal.ts';

/** What the gateway asks of one subgraph: a part of a query plan. */
export interface SubgraphRequest {
  /** Few and repeated: one text for each fetch of each plan, so whatever is made of it is worth keeping. */
  readonly operation: string;
  readonly operationName?: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Its errors are fit for the caller: nothing internal is in them. */
export interface SubgraphResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** A subgraph as the gateway sees it, in this process or in another. A call that throws means that the subgraph is away. */
export interface SubgraphExecutor {
  execute(request: SubgraphRequest, principal: Principal): Promise<SubgraphResult> | SubgraphResult;
  /** One result an event until `return()`, which ends the subgraph's own subscription at once; or the reason why not. */
  subscribe(request: SubgraphRequest, principal: Principal): Promise<AsyncIterableIterator<SubgraphResult> | SubgraphResult>;
  close?(): Promise<void>;
}

export const isStream = (
  answer: AsyncIterableIterator<SubgraphResult> | SubgraphResult,
): answer is AsyncIterableIterator<SubgraphResult> => Symbol.asyncIterator in answer;
