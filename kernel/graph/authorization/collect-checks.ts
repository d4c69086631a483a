import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import type { Check, Condition } from './authorization.ts';
import type { AuthorizationRules } from './authorization-rules.ts';

/** Where the walk stands: what the selection is written on, what can be there at run time, and under which conditions. */
interface Place {
  readonly type: GraphQLCompositeType;
  readonly possible: readonly GraphQLObjectType[];
  readonly path: string;
  readonly conditions: readonly Condition[];
}

/** Every protected type and field that the operation touches, and the defaults of its variables. */
export function collectChecks(
  rules: AuthorizationRules,
  document: DocumentNode,
  operationName: string | null | undefined,
): { checks: readonly Check[]; defaults: Readonly<Record<string, unknown>> } {
  const operation = document.definitions.find(
    (node): node is OperationDefinitionNode =>
      node.kind === Kind.OPERATION_DEFINITION && (!operationName || node.name?.value === operationName),
  );
  const root = operation && rules.schema.getRootType(operation.operation);
  if (!operation || !root) return { checks: [], defaults: {} };
  const walk = new OperationWalk(rules, document);
  walk.selections(operation.selectionSet, { type: root, possible: [root], path: '', conditions: [] });
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)] as const],
  );
  return { checks: walk.checks, defaults: Object.fromEntries(defaults) };
}

const walksOfOneFragment = 8;
const keyOf = (conditions: readonly Condition[]): string => conditions.map(({ variable, is }) => `${variable}=${is}`).join('&');

class OperationWalk {
  readonly #rules: AuthorizationRules;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #checks = new Map<string, Check>();
  /** Under which conditions a fragment was walked already, by where it is spread: it means the same there. */
  readonly #walked = new Map<string, Set<string>>();

  constructor(rules: AuthorizationRules, document: DocumentNode) {
    this.#rules = rules;
    const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  get checks(): readonly Check[] {
    return [...this.#checks.values()];
  }

  selections(set: SelectionSetNode, place: Place): void {
    for (const selection of set.selections) {
      const conditions = conditionsOf(selection.directives, place.conditions);
      if (conditions === null) continue;
      const here = { ...place, conditions };
      if (selection.kind === Kind.FIELD) this.#field(selection, here);
      else this.#fragment(selection, here);
    }
  }

  #field(node: FieldNode, place: Place): void {
    const name = node.name.value;
    if (name.startsWith('__')) return;
    const responseName = (node.alias ?? node.name).value;
    const path = place.path === '' ? responseName : `${place.path}.${responseName}`;
    const here = { ...place, path };
    // through an interface any implementation may answer, so all of them must be allowed
    const owners = isAbstractType(place.type) ? [place.type, ...place.possible] : place.possible;
    let type: GraphQLCompositeType | null = null;
    for (const owner of owners) {
      const field = isUnionType(owner) ? undefined : owner.getFields()[name];
      if (field === undefined) continue;
      if (owner !== place.type) this.#check(owner.name, owner, here);
      this.#check(`${owner.name}.${name}`, field, here);
      const answer = getNamedType(field.type);
      this.#check(answer.name, answer, here);
      // an implementation may answer a narrower type than its interface; the selection is written on the interface's
      if (isCompositeType(answer)) type ??= answer;
    }
    if (type === null || node.selectionSet === undefined) return;
    this.selections(node.selectionSet, { ...here, type, possible: this.#possible(type) });
  }

  #fragment(node: FragmentSpreadNode | InlineFragmentNode, place: Place): void {
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(node.name.value) : node;
    if (fragment === undefined) return;
    const conditions = node.kind === Kind.FRAGMENT_SPREAD ? this.#enter(node.name.value, place) : place.conditions;
    if (conditions === null) return;
    const type = fragment.typeCondition
      ? (this.#rules.schema.getType(fragment.typeCondition.name.value) as GraphQLCompositeType)
      : place.type;
    const matching = new Set(this.#possible(type));
    const possible = place.possible.filter((object) => matching.has(object));
    if (possible.length === 0) return;
    // `... on Protected { __typename }` alone already tells that something of the kind is there
    if (type !== place.type) this.#check(type.name, type, { ...place, conditions });
    this.selections(fragment.selectionSet, { ...place, conditions, type, possible });
  }

  /**
   * The conditions to walk a spread fragment with; null when that was done. Fragments within fragments would multiply with every
   * variable, so after a few walks the fragment counts as always there, which can only ask for more.
   */
  #enter(fragment: string, { type, possible, conditions }: Place): readonly Condition[] | null {
    const spread = [fragment, type.name, possible].join('|');
    const walked = this.#walked.get(spread) ?? new Set();
    this.#walked.set(spread, walked);
    if (walked.has('')) return null;
    const always = walked.size >= walksOfOneFragment;
    const key = always ? '' : keyOf(conditions);
    if (walked.has(key)) return null;
    walked.add(key);
    return always ? [] : conditions;
  }

  #possible(type: GraphQLCompositeType): readonly GraphQLObjectType[] {
    return isAbstractType(type) ? this.#rules.schema.getPossibleTypes(type) : [type];
  }

  #check(coordinate: string, element: Parameters<AuthorizationRules['requirementOf']>[0], { path, conditions }: Place): void {
    const requirement = this.#rules.requirementOf(element);
    if (requirement === null || this.#checks.has(coordinate)) return;
    // the unconditional check of a coordinate has its bare name for a key, so that it makes conditional ones superfluous
    const key = conditions.length === 0 ? coordinate : `${coordinate}|${keyOf(conditions)}`;
    if (!this.#checks.has(key)) this.#checks.set(key, { coordinate, requirement, path, conditions });
  }
}

/** Null: the selection is never there. */
function conditionsOf(
  directives: readonly DirectiveNode[] | undefined,
  outer: readonly Condition[],
): readonly Condition[] | null {
  let conditions = outer;
  for (const directive of directives ?? []) {
    const include = directive.name.value === 'include';
    if (!include && directive.name.value !== 'skip') continue;
    const value = directive.arguments?.[0]?.value;
    if (value?.kind === Kind.BOOLEAN && value.value !== include) return null;
    if (value?.kind !== Kind.VARIABLE) continue;
    const { value: variable } = value.name;
    if (!conditions.some((known) => known.variable === variable && known.is === include)) {
      conditions = [...conditions, { variable, is: include }];
    }
  }
  return conditions;
}
