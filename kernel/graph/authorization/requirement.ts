import { type ConstDirectiveNode, type GraphQLSchema, valueFromASTUntyped } from 'graphql';

/** Scopes: the outer list means OR, the inner ones AND. `[[]]` asks for a signed-in caller and nothing more. */
export type Requirement = readonly (readonly string[])[];

/** Null: nobody is signed in. */
export type CallerScopes = ReadonlySet<string> | null;

export const satisfies = (requirement: Requirement, scopes: CallerScopes): boolean =>
  scopes !== null && requirement.some((all) => all.every((scope) => scopes.has(scope)));

type Guard = 'authenticated' | 'requiresScopes';
const guards: readonly Guard[] = ['authenticated', 'requiresScopes'];

/**
 * The names under which a schema knows the two directives. A subgraph may have renamed them, or not imported them
 * (`@federation__requiresScopes`): reading fixed names would leave a hole.
 */
export function guardNames(schema: GraphQLSchema): ReadonlyMap<string, Guard> {
  const names = new Map<string, Guard>();
  const directives = [schema.astNode, ...schema.extensionASTNodes].flatMap((node) => node?.directives ?? []);
  for (const directive of directives.filter((node) => node.name.value === 'link')) {
    for (const [name, guard] of linkedNames(argumentsOf(directive))) names.set(name, guard);
  }
  return names;
}

interface LinkArguments {
  readonly url?: string;
  readonly as?: string;
  readonly import?: readonly (string | { readonly name: string; readonly as?: string })[];
}

function linkedNames(link: LinkArguments): [string, Guard][] {
  const spec = /\/(\w+)\/v\d+\.\d+$/.exec(link.url ?? '')?.[1] ?? '';
  const imported = (link.import ?? []).flatMap((entry): [string, Guard][] => {
    const { name, as = name } = typeof entry === 'string' ? { name: entry } : entry;
    const guard = guards.find((candidate) => name === `@${candidate}`);
    return guard === undefined ? [] : [[as.replace(/^@/, ''), guard]];
  });
  // the supergraph links a specification for each of them; a subgraph links them all with federation's
  const own = guards.find((guard) => guard === spec);
  if (own !== undefined) imported.push([link.as ?? own, own]);
  if (spec === 'federation')
    imported.push(...guards.map((guard): [string, Guard] => [`${link.as ?? 'federation'}__${guard}`, guard]));
  return imported;
}

/** What the directives on a type or field ask for; null when they ask for nothing. */
export function requirementOf(
  directives: readonly ConstDirectiveNode[] | undefined,
  names: ReadonlyMap<string, Guard>,
): Requirement | null {
  let requirement: Requirement | null = null;
  for (const directive of directives ?? []) {
    const guard = names.get(directive.name.value);
    if (guard === 'requiresScopes') return (argumentsOf(directive) as { scopes: string[][] }).scopes;
    if (guard === 'authenticated') requirement = [[]];
  }
  return requirement;
}

const argumentsOf = (directive: ConstDirectiveNode): Record<string, unknown> =>
  Object.fromEntries((directive.arguments ?? []).map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)]));
