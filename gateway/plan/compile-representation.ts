import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { type GraphQLSchema, isAbstractType } from 'graphql';
import type { Fragment } from './plan-run.ts';

/** Reads from a fragment what another subgraph needs to find the entity; null when it is not all there. */
export type Representation = (fragment: Fragment) => Fragment | null;

type Part = (fragment: Fragment, representation: Fragment) => boolean;

/** `schema` is the supergraph's: a key may be a field that clients do not see. */
export function compileRepresentation(schema: GraphQLSchema, selections: readonly QueryPlanSelectionNode[]): Representation {
  const parts = selections.map((selection) => compilePart(schema, selection));
  return (fragment) => {
    const representation: Fragment = {};
    return parts.every((part) => part(fragment, representation)) ? representation : null;
  };
}

function compilePart(schema: GraphQLSchema, selection: QueryPlanSelectionNode): Part {
  if (selection.kind === 'Field') {
    const name = selection.alias ?? selection.name;
    const inner = selection.selections && compileRepresentation(schema, selection.selections);
    return (fragment, representation) => {
      const value = fragment[name];
      if (value === undefined) return false;
      representation[name] = inner === undefined ? value : nested(value, inner);
      return true;
    };
  }
  const inner = compileRepresentation(schema, selection.selections);
  const matches = matchingTypes(schema, selection.typeCondition);
  return (fragment, representation) => {
    if (matches === null || matches.has(fragment['__typename'])) Object.assign(representation, inner(fragment));
    return true;
  };
}

const nested = (value: unknown, inner: Representation): unknown => {
  if (Array.isArray(value)) return value.map((item) => nested(item, inner));
  return typeof value === 'object' && value !== null ? inner(value as Fragment) : value;
};

/** Null: every type. */
function matchingTypes(schema: GraphQLSchema, condition: string | undefined): ReadonlySet<unknown> | null {
  if (condition === undefined) return null;
  const type = schema.getType(condition);
  return new Set(isAbstractType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : [condition]);
}
