import { randomUUID } from 'node:crypto';
import { buildSubgraph } from '#kernel/graph/build-subgraph.ts';
import { inProcessExecutor } from '#kernel/graph/in-process-executor.ts';
import type { SubgraphExecutor, SubgraphResult } from '#kernel/graph/subgraph-executor.ts';
import type { SubgraphDeclaration } from '#kernel/runtime/define-subgraph.ts';
import type { TestTenant } from '#kernel/testing/test-tenant.ts';

export interface Caller {
  readonly scopes: readonly string[];
  readonly memberId?: string;
}

/** Asks the subgraph as the gateway does for a member of the tenant with these scopes. */
export const asking = async (tenant: TestTenant, declaration: SubgraphDeclaration) => {
  const { schema } = await buildSubgraph(declaration);
  const executor: SubgraphExecutor = inProcessExecutor({
    schema,
    makeContext: (principal) => tenant.installation.graphContext(principal),
    logger: tenant.installation.platform.logger,
  });
  const principalOf = ({ memberId = randomUUID(), scopes }: Caller) => tenant.graph(memberId, scopes).principal;
  return {
    ask: async (caller: Caller, operation: string, variables: Record<string, unknown> = {}): Promise<SubgraphResult> =>
      executor.execute({ operation, variables }, principalOf(caller)),
    subscribe: async (caller: Caller, operation: string, variables: Record<string, unknown> = {}) =>
      executor.subscribe({ operation, variables }, principalOf(caller)),
  };
};
