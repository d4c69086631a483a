import {
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { type CollectedField, collectFields, type Selections } from './collect-fields.ts';
import type { Fragment } from './plan-run.ts';

type Variables = Readonly<Record<string, unknown>>;
/** Null where the value is missing; `broken` where a value is missing that must not be, so that the object around it is null. */
type Shape = (value: unknown, variables: Variables) => unknown;
const broken = Symbol('a value is missing that may not be null');

/**
 * Makes the response from what the subgraphs answered: the client's fields in the client's order and nothing else. Leaves were
 * serialized by the subgraph that answered them.
 */
export function compileShape(
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  selectionSet: SelectionSetNode,
  root: GraphQLObjectType,
): (data: Fragment, variables: Variables) => Fragment | null {
  const shape = new ShapeCompiler(schema, fragments).object([{ set: selectionSet, included: null }], root);
  return (data, variables) => {
    const shaped = shape(data, variables);
    return shaped === broken ? null : (shaped as Fragment);
  };
}

interface ShapedField {
  readonly name: string;
  readonly included: CollectedField['included'];
  readonly shape: Shape;
}

class ShapeCompiler {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(schema: GraphQLSchema, fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#schema = schema;
    this.#fragments = fragments;
  }

  object(selections: readonly Selections[], type: GraphQLObjectType): Shape {
    // compiled at the first value: most members of a union never come
    let fields: readonly ShapedField[] | null = null;
    return (value, variables) => {
      fields ??= this.#fields(selections, type);
      const source = value as Fragment;
      const shaped: Fragment = {};
      for (const { name, included, shape } of fields) {
        if (included !== null && !included(variables)) continue;
        const result = shape(source[name], variables);
        if (result === broken) return broken;
        shaped[name] = result;
      }
      return shaped;
    };
  }

  #fields(selections: readonly Selections[], type: GraphQLObjectType): readonly ShapedField[] {
    return collectFields(this.#schema, this.#fragments, selections, type).map(
      ({ responseName, name, selections: inner, included }) => {
        if (name === '__typename') return { name: responseName, included, shape: () => type.name };
        const field = type.getFields()[name];
        if (field === undefined) throw new Error(`${type.name}.${name} is in no valid operation.`);
        return { name: responseName, included, shape: this.#value(field.type, inner) };
      },
    );
  }

  #value(type: GraphQLOutputType, selections: readonly Selections[]): Shape {
    if (isNonNullType(type)) {
      const inner = this.#value(type.ofType, selections);
      return (value, variables) => inner(value, variables) ?? broken;
    }
    if (isListType(type)) {
      const inner = this.#value(type.ofType, selections);
      return (value, variables) => {
        if (!Array.isArray(value)) return null;
        const items = new Array<unknown>(value.length);
        for (let index = 0; index < value.length; index++) {
          const item = inner(value[index], variables);
          if (item === broken) return null;
          items[index] = item;
        }
        return items;
      };
    }
    const named = getNamedType(type);
    if (!isCompositeType(named)) return (value) => value ?? null;
    const inner = this.#composite(named, selections);
    return (value, variables) => {
      if (value === null || value === undefined) return null;
      const shaped = inner(value, variables);
      return shaped === broken ? null : shaped;
    };
  }

  #composite(type: GraphQLCompositeType, selections: readonly Selections[]): Shape {
    if (isObjectType(type)) return this.object(selections, type);
    const shapes = new Map<unknown, Shape>();
    return (value, variables) => {
      const typename = (value as Fragment)['__typename'];
      let shape = shapes.get(typename);
      if (shape === undefined) {
        const member = this.#schema.getType(String(typename));
        // a member that clients may not see, or that this supergraph does not know yet
        shape = isObjectType(member) ? this.object(selections, member) : () => null;
        shapes.set(typename, shape);
      }
      return shape(value, variables);
    };
  }
}
