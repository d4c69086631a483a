import type { FetchNode } from '@apollo/query-planner';
import type { ExecutionResult, OperationDefinitionNode } from 'graphql';
import type { Principal } from '#kernel/auth/principal.ts';
import type { Fragment, PlanRun } from './plan-run.ts';

/** How one request meets a prepared operation. */
export interface OperationCall {
  /** As the client gave them. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly principal: Principal | null;
}

/** An operation of one document against one supergraph, planned and compiled: a request brings variables and a caller. */
export interface PreparedOperation {
  readonly definition: OperationDefinitionNode;
  execute(call: OperationCall): Promise<ExecutionResult>;
  readonly subscription: PreparedSubscription | null;
}

export interface PreparedSubscription {
  /** What the subgraph that owns the root field is asked. */
  readonly primary: FetchNode;
  /** Joins what the other subgraphs answer to one event's primary result. `data` is written to. */
  complete(run: PlanRun): Promise<void>;
  shape(data: Fragment, variables: Readonly<Record<string, unknown>>): Fragment | null;
}
