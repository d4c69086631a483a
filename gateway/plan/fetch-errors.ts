import { GraphQLError, type GraphQLFormattedError, Kind, parse, type SelectionSetNode } from 'graphql';
import type { FetchPlace, Fragment, PlanRun, ResponsePath } from './plan-run.ts';
import { placesAt } from './response-path.ts';

/** A page of a hundred leads without their CRM links says so a few times, not a hundred. */
const errorsOfOneFetch = 25;

/** Says of every field that the absent subgraph would have answered that it is null for want of it. */
export function unavailableErrors(run: PlanRun, { serviceName, names, path, targets }: FetchPlace): GraphQLError[] {
  const places = placesAt(run.data, path);
  return targets
    .flatMap((target) => names.map((name) => [...(places.get(target) ?? withoutItems(path)), name]))
    .slice(0, errorsOfOneFetch)
    .map(
      (at) =>
        new GraphQLError('The service that answers this is not available at the moment. Try again.', {
          path: at,
          extensions: { code: 'UPSTREAM_UNAVAILABLE', serviceName },
        }),
    );
}

/** A subgraph's errors, with their paths turned into paths of the response. */
export function subgraphErrors(
  run: PlanRun,
  errors: readonly GraphQLFormattedError[],
  { serviceName, names, path, targets }: FetchPlace,
  entities: readonly (readonly Fragment[])[] | null,
): GraphQLError[] {
  const places = placesAt(run.data, path);
  const placeOf = (target: Fragment | undefined): ResponsePath => (target && places.get(target)) ?? withoutItems(path);
  return errors
    .flatMap((error) => {
      const [entry, index, ...rest] = error.path ?? [];
      const group = entities !== null && entry === '_entities' && typeof index === 'number' ? entities[index] : undefined;
      // an entity that failed as a whole leaves each of its fields null
      const ends = rest.length > 0 ? [rest] : names.map((name) => [name]);
      if (group !== undefined) {
        return group.flatMap((target) => ends.map((end) => located(error, [...placeOf(target), ...end], serviceName)));
      }
      return [located(error, [...placeOf(targets[0]), ...(entities === null ? (error.path ?? []) : [])], serviceName)];
    })
    .slice(0, errorsOfOneFetch);
}

const located = ({ message, extensions }: GraphQLFormattedError, path: ResponsePath, serviceName: string): GraphQLError =>
  new GraphQLError(message, { ...(path.length > 0 ? { path } : {}), extensions: { ...extensions, serviceName } });

const withoutItems = (path: ResponsePath): ResponsePath => path.filter((segment) => segment !== '@');

/** The response names that an operation of a plan answers: those of its root, or of the entities that it asks for. */
export function answeredNames(operation: string, ofEntities: boolean): readonly string[] {
  const [definition] = parse(operation, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return [];
  const names = new Set<string>();
  const collect = ({ selections }: SelectionSetNode, depth: number): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet, depth);
      else if (selection.kind !== Kind.FIELD) continue;
      else if (depth > 0) collect(selection.selectionSet ?? { kind: Kind.SELECTION_SET, selections: [] }, depth - 1);
      else if (selection.name.value !== '__typename') names.add((selection.alias ?? selection.name).value);
    }
  };
  collect(definition.selectionSet, ofEntities ? 1 : 0);
  return [...names];
}
