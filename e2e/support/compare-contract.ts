import {
  type ConstDirectiveNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  parse,
  print,
  type TypeDefinitionNode,
  type UnionTypeDefinitionNode,
  valueFromASTUntyped,
} from 'graphql';

/** Scopes: the outer list means OR, the inner ones AND; `[[]]` asks for a signed-in caller; null asks for nothing. */
export type Scopes = readonly (readonly string[])[] | null;

export interface Comparison {
  /** What the schema has and the contract has not, or has otherwise. */
  readonly faults: readonly string[];
  /** Coordinates of the contract that the schema does not have yet. */
  readonly missing: readonly string[];
}

interface Part {
  /** `type`, `enum value`, or the type of a field, argument or input field as it is written. */
  readonly shape: string;
  readonly scopes: Scopes;
}

/** Compares what clients see, by coordinate: `Lead`, `Lead.tier`, `Lead.scores(first:)`, `LeadTier.HOT`, `ClaimReviewResult | Review`. */
export function compareContract(contract: DocumentNode, schema: DocumentNode): Comparison {
  const promised = partsOf(withConnections(contract));
  const present = partsOf(schema);
  const faults = [...present].flatMap(([coordinate, part]) => {
    const wanted = promised.get(coordinate);
    if (wanted === undefined) return [`${coordinate} is not in the contract`];
    const wrong = part.shape === wanted.shape ? [] : [`${coordinate} is ${part.shape}, in the contract ${wanted.shape}`];
    if (!isAsStrict(part.scopes, wanted.scopes)) {
      wrong.push(`${coordinate} asks for ${scopesText(part.scopes)}, in the contract for ${scopesText(wanted.scopes)}`);
    }
    return wrong;
  });
  return { faults, missing: [...promised.keys()].filter((coordinate) => !present.has(coordinate)) };
}

/** Coordinates of types, fields and input fields that say nothing of themselves. Root types and scalars of the language explain themselves. */
export function undescribed(schema: DocumentNode): string[] {
  return typesOf(schema).flatMap((type) => {
    const parts = 'fields' in type ? (type.fields ?? []) : [];
    const silent = parts
      .filter(({ description }) => !description?.value.trim())
      .map((field) => `${type.name.value}.${field.name.value}`);
    return type.description?.value.trim() || ROOTS.has(type.name.value) ? silent : [type.name.value, ...silent];
  });
}

export function scopesOf(directives: readonly ConstDirectiveNode[] | undefined): Scopes {
  const required = directives?.find(({ name }) => name.value === 'requiresScopes');
  const value = required?.arguments?.[0]?.value;
  if (value !== undefined) return valueFromASTUntyped(value) as string[][];
  return directives?.some(({ name }) => name.value === 'authenticated') ? [[]] : null;
}

const ROOTS: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

/** Without what belongs to composition: its names have two underscores in the middle. */
const typesOf = (document: DocumentNode): TypeDefinitionNode[] =>
  document.definitions.filter(
    (node): node is TypeDefinitionNode =>
      'name' in node && node.kind.endsWith('TypeDefinition') && !node.name?.value.includes('__'),
  );

function partsOf(document: DocumentNode): Map<string, Part> {
  const parts = new Map<string, Part>();
  for (const type of typesOf(document)) {
    const { value: name } = type.name;
    parts.set(name, { shape: type.kind, scopes: scopesOf(type.directives) });
    for (const [coordinate, part] of membersOf(name, type)) parts.set(coordinate, part);
  }
  return parts;
}

function membersOf(name: string, type: TypeDefinitionNode): [string, Part][] {
  switch (type.kind) {
    case Kind.ENUM_TYPE_DEFINITION:
      return (
        (type as EnumTypeDefinitionNode).values?.map((value) => [
          `${name}.${value.name.value}`,
          { shape: 'enum value', scopes: null },
        ]) ?? []
      );
    case Kind.UNION_TYPE_DEFINITION:
      return (
        (type as UnionTypeDefinitionNode).types?.map((member) => [
          `${name} | ${member.name.value}`,
          { shape: 'member', scopes: null },
        ]) ?? []
      );
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return type.fields?.map((field) => [`${name}.${field.name.value}`, { shape: inputShape(field), scopes: null }]) ?? [];
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      return type.fields?.flatMap((field) => fieldParts(`${name}.${field.name.value}`, field)) ?? [];
    default:
      return [];
  }
}

const fieldParts = (coordinate: string, field: FieldDefinitionNode): [string, Part][] => [
  [coordinate, { shape: print(field.type), scopes: scopesOf(field.directives) }],
  ...(field.arguments ?? []).map((argument): [string, Part] => [
    `${coordinate}(${argument.name.value}:)`,
    { shape: inputShape(argument), scopes: null },
  ]),
];

const inputShape = ({ type, defaultValue }: InputValueDefinitionNode): string =>
  defaultValue === undefined ? print(type) : `${print(type)} = ${print(defaultValue)}`;

/** Whoever satisfies ours satisfies the contract's too. */
const isAsStrict = (ours: Scopes, contract: Scopes): boolean =>
  contract === null || (ours?.every((all) => contract.some((wanted) => wanted.every((scope) => all.includes(scope)))) ?? false);

const scopesText = (scopes: Scopes): string => (scopes === null ? 'nothing' : JSON.stringify(scopes));

/** The contract describes connections and their edges once, in words. */
function withConnections(contract: DocumentNode): DocumentNode {
  const named = new Set(typesOf(contract).map(({ name }) => name.value));
  const used = new Set<string>();
  for (const type of typesOf(contract)) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const field of type.fields ?? []) {
      const of = /^(\w+)Connection!?$/.exec(print(field.type))?.[1];
      if (of !== undefined && !named.has(`${of}Connection`)) used.add(of);
    }
  }
  return { ...contract, definitions: [...contract.definitions, ...[...used].flatMap(connectionOf)] };
}

const connectionOf = (of: string): TypeDefinitionNode[] => [
  objectType(`${of}Connection`, { edges: `[${of}Edge!]!`, nodes: `[${of}!]!`, pageInfo: 'PageInfo!', totalCount: 'Int' }),
  objectType(`${of}Edge`, { node: `${of}!`, cursor: 'String!' }),
];

const objectType = (name: string, fields: Readonly<Record<string, string>>): TypeDefinitionNode =>
  parse(
    `type ${name} { ${Object.entries(fields)
      .map(([field, type]) => `${field}: ${type}`)
      .join('\n')} }`,
  ).definitions[0] as TypeDefinitionNode;
