import type { FetchNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import type { SubgraphExecutor, SubgraphRequest, SubgraphResult } from '#kernel/graph/subgraph-executor.ts';
import { compileRepresentation, type Representation } from './compile-representation.ts';
import { answeredNames, subgraphErrors, unavailableErrors } from './fetch-errors.ts';
import { mergeFragment } from './merge-fragment.ts';
import type { Fragment, PlanRun, Step } from './plan-run.ts';

/** What one subgraph is asked, and the fragments that each of its answers belongs to. */
interface Asked {
  readonly variables: Record<string, unknown>;
  /** Null: not entities but the fields of a root type, which belong to all targets. */
  readonly entities: readonly (readonly Fragment[])[] | null;
}

export function compileFetch(schema: GraphQLSchema, node: FetchNode): Step {
  const { operation, operationName, serviceName, requires } = node;
  const represent = requires && compileRepresentation(schema, requires);
  const names = answeredNames(operation, represent !== undefined);
  const pick = variablePicker(node.variableUsages ?? []);

  return (run, targets, path) => {
    const asked = represent === undefined ? { variables: pick(run), entities: null } : askedOf(represent, targets, pick(run));
    if (asked === null) return;
    const failed = (error: unknown): void => {
      run.unavailable(serviceName, error);
      run.errors.push(...unavailableErrors(run, { serviceName, names, path, targets }));
    };
    const answered = (result: SubgraphResult): void => {
      if (result.errors !== undefined && result.errors.length > 0) {
        run.errors.push(...subgraphErrors(run, result.errors, { serviceName, names, path, targets }, asked.entities));
      }
      if (result.data) merge(result.data, targets, asked.entities);
    };
    return ask(run.executors[serviceName], run, { operation, operationName, variables: asked.variables }, answered, failed);
  };
}

function ask(
  executor: SubgraphExecutor | undefined,
  run: PlanRun,
  request: SubgraphRequest,
  answered: (result: SubgraphResult) => void,
  failed: (error: unknown) => void,
): Promise<void> | void {
  try {
    if (executor === undefined) throw new Error('This installation does not run the subgraph.');
    const result = executor.execute(request, run.principal);
    if (result instanceof Promise) return result.then(answered, failed);
    answered(result);
  } catch (error) {
    failed(error);
  }
}

/** Null when none of the targets is an entity that the subgraph could know. Equal references are asked for once. */
function askedOf(represent: Representation, targets: readonly Fragment[], variables: Record<string, unknown>): Asked | null {
  const representations: Fragment[] = [];
  const entities: Fragment[][] = [];
  const known = new Map<string, Fragment[]>();
  for (const target of targets) {
    const representation = represent(target);
    if (representation?.['__typename'] === undefined) continue;
    const key = targets.length === 1 ? '' : JSON.stringify(representation);
    const same = known.get(key);
    if (same !== undefined) same.push(target);
    else {
      const group = [target];
      known.set(key, group);
      entities.push(group);
      representations.push(representation);
    }
  }
  if (representations.length === 0) return null;
  variables['representations'] = representations;
  return { variables, entities };
}

function merge(data: Record<string, unknown>, targets: readonly Fragment[], entities: Asked['entities']): void {
  if (entities === null) {
    for (const target of targets) mergeFragment(target, data);
    return;
  }
  const answers = (data['_entities'] ?? []) as readonly (Fragment | null)[];
  entities.forEach((group, index) => {
    const answer = answers[index];
    if (answer) for (const target of group) mergeFragment(target, answer);
  });
}

const variablePicker = (names: readonly string[]) => (run: PlanRun) => {
  const variables: Record<string, unknown> = {};
  for (const name of names) if (run.variables[name] !== undefined) variables[name] = run.variables[name];
  return variables;
};
