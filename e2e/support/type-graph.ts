import {
  type DocumentNode,
  type InputValueDefinitionNode,
  Kind,
  type NamedTypeNode,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import { type Scopes, scopesOf } from './compare-contract.ts';

export type RootKind = 'Query' | 'Mutation' | 'Subscription';

export interface Field {
  readonly owner: string;
  readonly name: string;
  /** The named type that it answers. */
  readonly answers: string;
  readonly args: readonly InputValueDefinitionNode[];
}

/** One field of a path. `on`: the field before answers a union, and this is the member that the path goes on with. */
export interface Step {
  readonly field: Field;
  readonly on: string | null;
}

/** From a root field down. A last step of the name `__typename` only asks whether a member of a union is there. */
export type Path = readonly Step[];

/** The types that clients see and the scopes on them, read from the text of a schema with nothing of ours but `parse`. */
export class TypeGraph {
  readonly #objects = new Map<string, ObjectTypeDefinitionNode>();
  readonly #unions = new Map<string, readonly string[]>();
  readonly #entities = new Set<string>();
  readonly #requirements: Map<string, NonNullable<Scopes>>;
  readonly inputs = new Map<string, readonly InputValueDefinitionNode[]>();
  readonly enums = new Map<string, string>();

  /** `policy`: whose scopes hold, where they are not this document's own. */
  constructor(document: DocumentNode, policy?: TypeGraph) {
    this.#requirements = policy === undefined ? new Map() : policy.#requirements;
    for (const node of document.definitions) {
      if (node.kind === Kind.OBJECT_TYPE_DEFINITION) this.#objects.set(node.name.value, node);
      if (node.kind === Kind.UNION_TYPE_DEFINITION)
        this.#unions.set(
          node.name.value,
          (node.types ?? []).map(({ name }) => name.value),
        );
      if (node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) this.inputs.set(node.name.value, node.fields ?? []);
      if (node.kind === Kind.ENUM_TYPE_DEFINITION) this.enums.set(node.name.value, node.values?.[0]?.name.value ?? '');
      if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
      if (isEntity(node)) this.#entities.add(node.name.value);
      if (policy) continue;
      this.#note(node.name.value, scopesOf(node.directives));
      for (const field of node.fields ?? []) this.#note(`${node.name.value}.${field.name.value}`, scopesOf(field.directives));
    }
  }

  /** Types that a subgraph answers references to. */
  get entities(): readonly string[] {
    return [...this.#entities];
  }

  fieldsOf(type: string): Field[] {
    return (this.#objects.get(type)?.fields ?? []).map((field) => ({
      owner: type,
      name: field.name.value,
      answers: namedType(field.type).name.value,
      args: field.arguments ?? [],
    }));
  }

  isComposite(type: string): boolean {
    return this.#objects.has(type) || this.#unions.has(type);
  }

  /** All ways on from a path: fields of what it answers, and members of the union that it answers. */
  onward(path: Path): Path[] {
    const last = path.at(-1);
    if (last === undefined || last.field.name === '__typename') return [];
    const members = this.#unions.get(last.field.answers);
    const from = (type: string, on: string | null): Path[] => this.fieldsOf(type).map((field) => [...path, { field, on }]);
    if (members === undefined) return from(last.field.answers, null);
    return members.flatMap((member) => {
      const field: Field = { owner: member, name: '__typename', answers: 'String', args: [] };
      return [[...path, { field, on: member }], ...from(member, member)];
    });
  }

  /** Every coordinate that a root field reaches, each by one of its shortest paths; `into` says where to go on. */
  pathsFrom(root: Field, into: (path: Path) => boolean = () => true): Path[] {
    const paths: Path[] = [[{ field: root, on: null }]];
    const seen = new Set<string>();
    for (const path of paths) {
      if (!into(path)) continue;
      for (const next of this.onward(path)) {
        const { field } = next.at(-1) as Step;
        const coordinate = `${field.owner}.${field.name}`;
        if (seen.has(coordinate)) continue;
        seen.add(coordinate);
        paths.push(next);
      }
    }
    return paths;
  }

  /** The coordinates of these paths whose scopes the caller lacks. */
  refused(paths: readonly Path[], scopes: ReadonlySet<string>): Set<string> {
    const refused = new Set<string>();
    for (const { field, on } of paths.flat()) {
      for (const coordinate of [`${field.owner}.${field.name}`, field.answers, on ?? '']) {
        const requirement = this.#requirements.get(coordinate);
        if (requirement && !requirement.some((all) => all.every((scope) => scopes.has(scope)))) refused.add(coordinate);
      }
    }
    return refused;
  }

  #note(coordinate: string, scopes: Scopes): void {
    if (scopes !== null) this.#requirements.set(coordinate, scopes);
  }
}

const isEntity = ({ directives = [] }: ObjectTypeDefinitionNode): boolean =>
  directives.some(
    ({ name, arguments: args = [] }) =>
      name.value === 'key' &&
      !args.some(
        (argument) => argument.name.value === 'resolvable' && argument.value.kind === Kind.BOOLEAN && !argument.value.value,
      ),
  );

function namedType(type: TypeNode): NamedTypeNode {
  return type.kind === Kind.NAMED_TYPE ? type : namedType(type.type);
}
