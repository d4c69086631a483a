import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  Kind,
  type ObjectTypeDefinitionNode,
  visit,
} from 'graphql';

const rootTypes = ['Query', 'Mutation', 'Subscription'];
const scoping = new Set(['authenticated', 'requiresScopes']);
const scopes = (directive: ConstDirectiveNode): boolean => scoping.has(directive.name.value);

/** An operation that nobody gave scopes to would be open to everyone: it does not start. */
export function refuseOpenRootFields(subgraph: string, document: DocumentNode): void {
  const open = document.definitions
    .filter(isRootType)
    .flatMap((type) =>
      (type.fields ?? [])
        .filter((field) => !(field.directives ?? []).some(scopes))
        .map((field) => `${type.name.value}.${field.name.value}`),
    );
  if (open.length > 0) throw new Error(`Subgraph ${subgraph}: ${open.join(', ')} need @RequiresScopes or @Authenticated.`);
}

/**
 * Composition refuses scopes on an interface and derives them from the types that implement it. type-graphql has copied an interface
 * field's directives to those types by now, so one decorator on the interface's class is enough.
 */
export function withoutInterfaceScopes(document: DocumentNode): DocumentNode {
  const kept = (directives: readonly ConstDirectiveNode[] = []): ConstDirectiveNode[] =>
    directives.filter((directive) => !scopes(directive));
  return visit(document, {
    [Kind.INTERFACE_TYPE_DEFINITION]: (node) => ({
      ...node,
      directives: kept(node.directives),
      fields: node.fields?.map((field) => ({ ...field, directives: kept(field.directives) })),
    }),
  });
}

/** The order in which modules were imported must not show in the committed schema: root types first, then by name. */
export function arrangeDefinitions(document: DocumentNode): DocumentNode {
  const arranged = document.definitions.map((definition) =>
    isRootType(definition) ? { ...definition, fields: definition.fields?.toSorted(byName) } : definition,
  );
  return { ...document, definitions: arranged.sort((left, right) => compare(rank(left), rank(right))) };
}

const isRootType = (definition: DefinitionNode): definition is ObjectTypeDefinitionNode =>
  definition.kind === Kind.OBJECT_TYPE_DEFINITION && rootTypes.includes(definition.name.value);

function rank(definition: DefinitionNode): string {
  if (!('name' in definition) || definition.name === undefined) return '0';
  const root = rootTypes.indexOf(definition.name.value);
  return root < 0 ? `2${definition.name.value}` : `1${root}`;
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
const byName = (left: { name: { value: string } }, right: { name: { value: string } }): number =>
  compare(left.name.value, right.name.value);
