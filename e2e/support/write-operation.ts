import { type InputValueDefinitionNode, Kind, type TypeNode } from 'graphql';
import type { Path, Step, TypeGraph } from './type-graph.ts';

/** A selection and what is selected below it. */
interface Branch {
  readonly step: Step;
  readonly below: Map<string, Branch>;
}

/** Texts for arguments, by the name of the field or of the argument; by `Subscription(after:)` for one that need not be given. */
export type KnownTexts = Readonly<Record<string, string>>;

const NOBODY = '00000000-0000-7000-8000-000000000000';

/** The selection set that asks for all the paths at once. */
export function selectionOf(graph: TypeGraph, paths: readonly Path[], known: KnownTexts): string {
  const top = new Map<string, Branch>();
  for (const path of paths) {
    let branches = top;
    for (const step of path) {
      const key = `${step.on ?? ''} ${step.field.name}`;
      const branch = branches.get(key) ?? { step, below: new Map() };
      branches.set(key, branch);
      branches = branch.below;
    }
  }
  return written(graph, top, known);
}

function written(graph: TypeGraph, branches: ReadonlyMap<string, Branch>, known: KnownTexts): string {
  return [...branches.values()]
    .map(({ step: { field, on }, below }) => {
      const args = field.args.flatMap((arg) => {
        const text = known[`${field.owner}(${arg.name.value}:)`];
        if (!isRequired(arg) && text === undefined) return [];
        return [`${arg.name.value}: ${literal(graph, arg, text ?? known[field.name] ?? known[arg.name.value])}`];
      });
      const deeper =
        below.size > 0 ? ` { ${written(graph, below, known)} }` : graph.isComposite(field.answers) ? ' { __typename }' : '';
      const asked = `${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${deeper}`;
      // members of a union may have fields of one name and several types
      return on === null ? asked : `... on ${on} { ${field.name === '__typename' ? '' : `${on}_${field.name}: `}${asked} }`;
    })
    .join(' ');
}

const isRequired = ({ type, defaultValue }: InputValueDefinitionNode): boolean =>
  type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined;

/** A value that passes validation and, where a text is known, names something that is there. */
function literal(graph: TypeGraph, { name, type }: InputValueDefinitionNode, text: string | undefined): string {
  const of = (node: TypeNode): string => {
    if (node.kind === Kind.NON_NULL_TYPE) return of(node.type);
    if (node.kind === Kind.LIST_TYPE) return `[${of(node.type)}]`;
    const named = node.name.value;
    const fields = graph.inputs.get(named)?.filter(isRequired);
    if (fields) return `{ ${fields.map((field) => `${field.name.value}: ${literal(graph, field, undefined)}`).join(', ')} }`;
    const unknown = named === 'ID' ? NOBODY : `${name.value}@acme.example`;
    // a span that ends where it begins is refused
    if (named === 'DateTime' && name.value === 'to') return '"2026-01-03T03:04:05Z"';
    return graph.enums.get(named) ?? SCALARS[named] ?? JSON.stringify(text ?? unknown);
  };
  return of(type);
}

const SCALARS: Readonly<Record<string, string>> = {
  Int: '1',
  Float: '0.5',
  Boolean: 'true',
  DateTime: '"2026-01-02T03:04:05Z"',
  JSON: '{ a: "b" }',
};
