import { randomUUID } from 'node:crypto';
import { buildSubgraph } from '../graph/build-subgraph.ts';
import { inProcessExecutor } from '../graph/in-process-executor.ts';
import { isStream, type SubgraphResult } from '../graph/subgraph-executor.ts';
import type { SubgraphDeclaration } from '../runtime/define-subgraph.ts';
import type { Installation } from '../runtime/installation.ts';
import type { TenantId } from '../tenancy/tenant.ts';

export interface Caller {
  readonly scopes: readonly string[];
  /** Nobody who is there, unless said. */
  readonly memberId?: string;
}

export interface AskedSubgraph {
  ask(caller: Caller, operation: string, variables?: Record<string, unknown>): Promise<SubgraphResult>;
  /** The data of an answer without errors; throws with the errors of any other. */
  answer(caller: Caller, operation: string, variables?: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** The first results of a subscription, which is then ended. */
  take(count: number, caller: Caller, operation: string, variables?: Record<string, unknown>): Promise<SubgraphResult[]>;
}

/** Asks one subgraph as the gateway does for a member of the tenant. */
export async function askSubgraph(
  installation: Installation,
  tenant: TenantId,
  declaration: SubgraphDeclaration,
): Promise<AskedSubgraph> {
  const { schema } = await buildSubgraph(declaration);
  const executor = inProcessExecutor({
    schema,
    makeContext: (principal) => installation.graphContext(principal),
    logger: installation.platform.logger,
  });
  const principalOf = ({ memberId = randomUUID(), scopes }: Caller) => ({
    tenant,
    memberId,
    roles: ['test'],
    scopes: new Set(scopes),
    expiresAt: new Date(Date.now() + 3_600_000),
  });
  const ask: AskedSubgraph['ask'] = async (caller, operation, variables = {}) =>
    executor.execute({ operation, variables }, principalOf(caller));
  return {
    ask,
    answer: async (...asked) => {
      const { data, errors } = await ask(...asked);
      if (errors || !data) throw new Error(JSON.stringify(errors));
      return data;
    },
    take: async (count, caller, operation, variables = {}) => {
      const stream = await executor.subscribe({ operation, variables }, principalOf(caller));
      if (!isStream(stream)) return [stream];
      const results: SubgraphResult[] = [];
      try {
        while (results.length < count) {
          const step = await stream.next();
          if (step.done === true) break;
          results.push(step.value);
        }
      } finally {
        await stream.return?.();
      }
      return results;
    },
  };
}
