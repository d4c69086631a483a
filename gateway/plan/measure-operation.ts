import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { badUserInput } from '#kernel/errors/public-error.ts';

export interface OperationLimits {
  /** How deep its selections may be nested. */
  readonly depth: number;
  /** How many fields it may select, each fragment counted wherever it is spread. */
  readonly fields: number;
}

interface Size {
  readonly depth: number;
  readonly fields: number;
}

/**
 * Refuses an operation that would cost too much to plan. Fragments of fragments grow a short text exponentially, and the planner
 * expands them; this counts what they would become without doing so.
 */
export function checkOperationSize(document: DocumentNode, operation: OperationDefinitionNode, limits: OperationLimits): void {
  const { depth, fields } = measure(document, operation.selectionSet);
  if (depth > limits.depth) throw badUserInput('query', `The operation is nested ${depth} deep; ${limits.depth} is the limit.`);
  if (fields > limits.fields) throw badUserInput('query', `The operation selects more than ${limits.fields} fields.`);
}

/** The document is valid, so that its fragments do not contain themselves. */
function measure(document: DocumentNode, root: SelectionSetNode): Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const known = new Map<SelectionSetNode, Size>();

  const sizeOf = (set: SelectionSetNode | undefined): Size => {
    if (set === undefined) return { depth: 0, fields: 0 };
    const measured = known.get(set);
    if (measured !== undefined) return measured;
    let [depth, fields] = [0, 0];
    for (const selection of set.selections) {
      const isField = selection.kind === Kind.FIELD;
      const inner = sizeOf(
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value)?.selectionSet : selection.selectionSet,
      );
      depth = Math.max(depth, inner.depth + (isField ? 1 : 0));
      fields += inner.fields + (isField ? 1 : 0);
    }
    const size = { depth, fields };
    known.set(set, size);
    return size;
  };
  return sizeOf(root);
}
