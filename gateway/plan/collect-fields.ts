import {
  type DirectiveNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/** Whether a selection is there for these variables; null: always. */
export type Included = ((variables: Readonly<Record<string, unknown>>) => boolean) | null;

export interface Selections {
  readonly set: SelectionSetNode;
  readonly included: Included;
}

/** A field of the response on one object type, from wherever the operation asks for it. */
export interface CollectedField {
  readonly responseName: string;
  readonly name: string;
  /** What is asked for under it; each with the condition of the place that asks. */
  readonly selections: Selections[];
  included: Included;
}

/** In the order in which the operation names them first, as GraphQL has it. */
export function collectFields(
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  selections: readonly Selections[],
  type: GraphQLObjectType,
): readonly CollectedField[] {
  const fields = new Map<string, CollectedField>();
  const applies = (condition: string | undefined): boolean => {
    if (condition === undefined || condition === type.name) return true;
    const conditionType = schema.getType(condition);
    return isAbstractType(conditionType) && schema.isSubType(conditionType, type);
  };
  const collect = (set: SelectionSetNode, outer: Included): void => {
    for (const selection of set.selections) {
      const included = inclusion(selection.directives ?? [], outer);
      if (included === 'never') continue;
      if (selection.kind === Kind.FIELD) {
        add(fields, (selection.alias ?? selection.name).value, selection.name.value, selection.selectionSet, included);
        continue;
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (fragment !== undefined && applies(fragment.typeCondition?.name.value)) collect(fragment.selectionSet, included);
    }
  };
  for (const { set, included } of selections) collect(set, included);
  return [...fields.values()];
}

function add(
  fields: Map<string, CollectedField>,
  responseName: string,
  name: string,
  selectionSet: SelectionSetNode | undefined,
  included: Included,
): void {
  const known = fields.get(responseName);
  const field = known ?? { responseName, name, selections: [], included };
  if (known === undefined) fields.set(responseName, field);
  else known.included = either(known.included, included);
  if (selectionSet) field.selections.push({ set: selectionSet, included });
}

const either = (left: Included, right: Included): Included =>
  left === null || right === null ? null : (variables) => left(variables) || right(variables);

function inclusion(directives: readonly DirectiveNode[], outer: Included): Included | 'never' {
  let included = outer;
  for (const directive of directives) {
    const wanted = directive.name.value === 'include';
    if (!wanted && directive.name.value !== 'skip') continue;
    const value = directive.arguments?.[0]?.value;
    if (value?.kind === Kind.BOOLEAN && value.value !== wanted) return 'never';
    if (value?.kind !== Kind.VARIABLE) continue;
    const { value: variable } = value.name;
    const before = included;
    included = (variables) => (variables[variable] === true) === wanted && (before === null || before(variables));
  }
  return included;
}
