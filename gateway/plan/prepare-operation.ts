import { operationFromDocument } from '@apollo/federation-internals';
import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import {
  BREAK,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLObjectType,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import type { SubgraphExecutor } from '#kernel/graph/subgraph-executor.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { compilePlan, needsApollo } from './compile-plan.ts';
import { compileShape } from './compile-shape.ts';
import type { PlanRun, Step } from './plan-run.ts';
import type { OperationCall, PreparedOperation, PreparedSubscription } from './prepared-operation.ts';
import { runPlanWithApollo } from './run-plan-with-apollo.ts';

export interface PlanEnvironment {
  readonly executors: Readonly<Record<string, SubgraphExecutor>>;
  readonly unavailable: PlanRun['unavailable'];
}

/** Plans and compiles one operation of a valid document. */
export function prepareOperation(
  supergraph: Supergraph,
  document: DocumentNode,
  definition: OperationDefinitionNode,
  environment: PlanEnvironment,
): PreparedOperation {
  const { schema } = supergraph;
  const plan = supergraph.planner.buildQueryPlan(
    operationFromDocument(supergraph.api, document, { operationName: definition.name?.value }),
  );
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  // a valid operation's root type is there
  const root = schema.getRootType(definition.operation) as GraphQLObjectType;
  const shape = compileShape(schema, fragments, definition.selectionSet, root);

  const run = runner(supergraph, document, definition, plan, shape, environment);
  return {
    definition,
    subscription: plan.node?.kind === 'Subscription' ? prepareSubscription(supergraph, plan.node, shape) : null,
    async execute(call) {
      const { errors, coerced } = getVariableValues(schema, definition.variableDefinitions ?? [], call.variables);
      return coerced === undefined ? { errors: errors.map(badVariable) } : run(coerced, call);
    },
  };
}

type Run = (variables: Record<string, unknown>, call: OperationCall) => Promise<ExecutionResult> | ExecutionResult;

function runner(
  supergraph: Supergraph,
  document: DocumentNode,
  definition: OperationDefinitionNode,
  plan: QueryPlan,
  shape: ReturnType<typeof compileShape>,
  environment: PlanEnvironment,
): Run {
  if (plan.node === undefined || asksForSchema(document)) {
    const introspect: Run = (variableValues) =>
      execute({ schema: supergraph.schema, document, variableValues, operationName: definition.name?.value }) as ExecutionResult;
    if (plan.node === undefined) return introspect;
    return (variables, call) => runPlanWithApollo(supergraph, document, definition, plan, { variables, call, environment });
  }
  if (plan.node.kind === 'Subscription') return () => ({ errors: [new GraphQLError('A subscription needs a stream.')] });
  if (needsApollo(plan.node)) {
    return (variables, call) => runPlanWithApollo(supergraph, document, definition, plan, { variables, call, environment });
  }
  const step = compilePlan(supergraph.full, plan.node);
  return async (variables, { principal }) => {
    // who is nobody passes the check of scopes only with an operation that asks no subgraph
    if (principal === null) return { errors: [new GraphQLError('Sign in first.', { extensions: { code: 'UNAUTHENTICATED' } })] };
    const planRun: PlanRun = { variables, principal, data: {}, errors: [], ...environment };
    await step(planRun, [planRun.data], []);
    const data = shape(planRun.data, variables);
    return planRun.errors.length > 0 ? { errors: planRun.errors, data } : { data };
  };
}

function prepareSubscription(
  supergraph: Supergraph,
  { primary, rest }: { primary: PreparedSubscription['primary']; rest?: PlanNode },
  shape: PreparedSubscription['shape'],
): PreparedSubscription {
  if (rest !== undefined && needsApollo(rest)) {
    throw new GraphQLError(
      'This subscription asks for the same field under several types or names in a way that cannot be joined.',
      {
        extensions: { code: 'BAD_USER_INPUT', field: 'query' },
      },
    );
  }
  const step: Step = rest === undefined ? () => undefined : compilePlan(supergraph.full, rest);
  return {
    primary,
    shape,
    complete: async (run) => step(run, [run.data], []),
  };
}

const badVariable = (error: GraphQLError): GraphQLError =>
  new GraphQLError(error.message, {
    nodes: error.nodes,
    extensions: { code: 'BAD_USER_INPUT', field: /^Variable "\$(\w+)"/.exec(error.message)?.[1] },
  });

/** `__schema` and `__type` stand at the root only, but however deep in fragments. */
function asksForSchema(document: DocumentNode): boolean {
  let asks = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      asks ||= name.value === '__schema' || name.value === '__type';
      return asks ? BREAK : undefined;
    },
  });
  return asks;
}
