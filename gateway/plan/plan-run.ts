import type { GraphQLError } from 'graphql';
import type { Principal } from '#kernel/auth/principal.ts';
import type { SubgraphExecutor } from '#kernel/graph/subgraph-executor.ts';

/** A piece of a response under construction: what subgraphs answered, keyed by response names. */
export type Fragment = Record<string, unknown>;

export type ResponsePath = readonly (string | number)[];

/** One execution of one plan: the only thing that changes from request to request. */
export interface PlanRun {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly principal: Principal;
  readonly executors: Readonly<Record<string, SubgraphExecutor>>;
  readonly data: Fragment;
  readonly errors: GraphQLError[];
  /** Counts and reports a subgraph that did not answer. */
  readonly unavailable: (subgraph: string, error: unknown) => void;
}

/** A node of a plan, compiled. `targets` are the fragments that its answer is merged into, `path` where they are, `@` for every item of a list. */
export type Step = (run: PlanRun, targets: readonly Fragment[], path: ResponsePath) => Promise<void> | void;

/** What a fetch of a plan was to answer, and where. */
export interface FetchPlace {
  readonly serviceName: string;
  /** The response names that the fetch answers on each target. */
  readonly names: readonly string[];
  readonly path: ResponsePath;
  readonly targets: readonly Fragment[];
}
