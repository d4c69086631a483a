import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** How a subscription says where in the feed it stands. */
export interface Resumption {
  /** `never`: from now on. `variable`: after what that variable holds. `fixed`: in another way that we do not take apart. */
  readonly after: { readonly kind: 'never' | 'fixed' } | { readonly kind: 'variable'; readonly name: string };
  /** The response names under which each event carries its cursor; null when the client does not ask for it. */
  readonly cursor: readonly [field: string, cursor: string] | null;
}

/** Reads the one root field of a subscription. */
export function resumptionOf(document: DocumentNode, definition: OperationDefinitionNode): Resumption {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const root = fieldIn(definition.selectionSet, fragments, () => true);
  const cursor = root?.selectionSet && fieldIn(root.selectionSet, fragments, ({ name }) => name.value === 'cursor');
  return {
    after: afterOf(document, definition, root),
    cursor: root && cursor ? [responseName(root), responseName(cursor)] : null,
  };
}

const responseName = ({ alias, name }: FieldNode): string => (alias ?? name).value;

function fieldIn(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  wanted: (field: FieldNode) => boolean,
): FieldNode | null {
  for (const selection of set.selections) {
    // what a condition may leave out cannot be relied on
    if ((selection.directives ?? []).length > 0) continue;
    if (selection.kind === Kind.FIELD) {
      if (wanted(selection)) return selection;
      continue;
    }
    const inner = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    const found = inner && fieldIn(inner.selectionSet, fragments, wanted);
    if (found) return found;
  }
  return null;
}

function afterOf(document: DocumentNode, definition: OperationDefinitionNode, root: FieldNode | null): Resumption['after'] {
  const value = root?.arguments?.find(({ name }) => name.value === 'after')?.value;
  if (value === undefined || value.kind === Kind.NULL) return root === null ? { kind: 'fixed' } : { kind: 'never' };
  if (value.kind !== Kind.VARIABLE) return { kind: 'fixed' };
  const name = value.name.value;
  const declared = definition.variableDefinitions?.find(({ variable }) => variable.name.value === name);
  const optional = declared !== undefined && declared.type.kind !== Kind.NON_NULL_TYPE && declared.defaultValue === undefined;
  // left out, it must change nothing but where the stream begins
  return optional && usesOf(document, name) === 1 ? { kind: 'variable', name } : { kind: 'fixed' };
}

function usesOf(document: DocumentNode, name: string): number {
  let uses = 0;
  visit(document, {
    [Kind.VARIABLE_DEFINITION]: () => false,
    [Kind.VARIABLE]: (node) => {
      if (node.name.value === name) uses++;
    },
  });
  return uses;
}
