import type { GraphQLDataSource } from '@apollo/gateway';
import type { QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, type ExecutionResult, GraphQLError, type OperationDefinitionNode } from 'graphql';
import type { Supergraph } from '../supergraph/supergraph.ts';
import type { PlanEnvironment } from './prepare-operation.ts';
import type { OperationCall } from './prepared-operation.ts';

/**
 * For the rare plan that renames fields on the way, and for introspection beside data. Slower, and loaded only when it is needed.
 * The positional arguments and the shape of the request context are Apollo's own, of the pinned version.
 */
export async function runPlanWithApollo(
  supergraph: Supergraph,
  document: DocumentNode,
  definition: OperationDefinitionNode,
  plan: QueryPlan,
  { variables, call, environment }: { variables: Record<string, unknown>; call: OperationCall; environment: PlanEnvironment },
): Promise<ExecutionResult> {
  const { buildOperationContext, executeQueryPlan } = await import('@apollo/gateway');
  const operationName = definition.name?.value;
  const services = Object.fromEntries(
    [...supergraph.subgraphs].map((name) => [name, dataSource(name, call, environment)] as const),
  );
  const context = { request: { variables, query: '', operationName }, context: {}, metrics: {}, logger: silent };
  const { errors, data } = await executeQueryPlan(
    plan,
    services,
    // of the request context only these are read
    context as never,
    buildOperationContext({ schema: supergraph.schema, operationDocument: document, operationName }),
    supergraph.full,
    supergraph.api,
  );
  return errors === undefined ? { data: data ?? null } : { errors, data: data ?? null };
}

function dataSource(name: string, { principal }: OperationCall, { executors, unavailable }: PlanEnvironment): GraphQLDataSource {
  return {
    async process({ request }) {
      try {
        const executor = executors[name];
        if (executor === undefined || principal === null) throw new Error('This installation does not run the subgraph.');
        const { query: operation = '', operationName, variables = {} } = request;
        return (await executor.execute({ operation, operationName, variables }, principal)) as never;
      } catch (error) {
        unavailable(name, error);
        throw new GraphQLError('The service that answers this is not available at the moment. Try again.', {
          extensions: { code: 'UPSTREAM_UNAVAILABLE', serviceName: name },
        });
      }
    },
  };
}

const nothing = (): void => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
