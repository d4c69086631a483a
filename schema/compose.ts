import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { composeServices } from '@apollo/composition';
import { type ConstDirectiveNode, type DocumentNode, Kind, type ObjectTypeDefinitionNode, parse } from 'graphql';
import { buildSubgraph, type Subgraph } from '#kernel/graph/build-subgraph.ts';
import type { GraphDeclaration } from '#kernel/graph/graph-declaration.ts';

export interface ComposedSchema {
  readonly subgraphs: readonly Subgraph[];
  readonly supergraphSdl: string;
}

/** Every signed-in caller sees the names of its own tenant, of its colleagues and of their roles. */
const visibleToEveryMember = new Set(['Member', 'Role', 'Tenant']);
const rootTypes = new Set(['Query', 'Mutation', 'Subscription']);

/** Builds and composes the subgraphs. Throws with all faults when they do not fit, or when something could be asked for without scopes. */
export async function composeSchema(declarations: readonly GraphDeclaration[]): Promise<ComposedSchema> {
  const subgraphs = await Promise.all(declarations.map(buildSubgraph));
  const composed = composeServices(subgraphs.map(({ name, sdl }) => ({ name, typeDefs: parse(sdl), url: `subgraph://${name}` })));
  const faults = (composed.errors ?? []).map((error) => `${String(error.extensions['code'])}: ${error.message}`);
  if (composed.supergraphSdl !== undefined) faults.push(...openCoordinates(parse(composed.supergraphSdl)));
  if (composed.supergraphSdl === undefined || faults.length > 0)
    throw new Error(`The subgraphs do not compose.\n${faults.join('\n')}`);
  return { subgraphs, supergraphSdl: composed.supergraphSdl };
}

/** What a caller could reach without any scope: by asking for it, or by traversal from an entity of another subgraph. */
function openCoordinates(supergraph: DocumentNode): string[] {
  const types = supergraph.definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION);
  const fields = types
    .filter((type) => rootTypes.has(type.name.value))
    .flatMap((type) => (type.fields ?? []).filter(isOpen).map((field) => `${type.name.value}.${field.name.value}`));
  const entities = types
    .filter((type) => isEntity(type) && isOpen(type) && !visibleToEveryMember.has(type.name.value))
    .map((type) => type.name.value);
  return [...fields, ...entities].map((coordinate) => `${coordinate} needs scopes: without them every caller reaches it.`);
}

const isOpen = (node: { directives?: readonly ConstDirectiveNode[] }): boolean =>
  !(node.directives ?? []).some((directive) => /(^|__)(requiresScopes|authenticated)$/.test(directive.name.value));

const isEntity = (type: ObjectTypeDefinitionNode): boolean =>
  (type.directives ?? []).some(
    (directive) =>
      directive.name.value === 'join__type' && directive.arguments?.some((argument) => argument.name.value === 'key'),
  );

/**
 * Writes `subgraphs/<name>.graphql` and `supergraph.graphql` into the folder, or with `check` only compares. Answers the files that
 * were not as the code says.
 */
export async function emitSchema(
  declarations: readonly GraphDeclaration[],
  { folder = new URL('./', import.meta.url), check = false }: { folder?: URL; check?: boolean } = {},
): Promise<string[]> {
  const { subgraphs, supergraphSdl } = await composeSchema(declarations);
  const wanted = new Map<string, string>([
    ...subgraphs.map(({ name, sdl }) => [`subgraphs/${name}.graphql`, withNewline(sdl)] as const),
    ['supergraph.graphql', withNewline(supergraphSdl)] as const,
  ]);
  await mkdir(new URL('subgraphs/', folder), { recursive: true });
  const present = (await readdir(new URL('subgraphs/', folder))).map((file) => `subgraphs/${file}`);
  const stale = present.filter((file) => file.endsWith('.graphql') && !wanted.has(file));
  if (!check) await Promise.all(stale.map((file) => rm(new URL(file, folder))));
  for (const [file, text] of wanted) {
    if ((await readFile(new URL(file, folder), 'utf8').catch(() => null)) === text) continue;
    stale.push(file);
    if (!check) await writeFile(new URL(file, folder), text);
  }
  return stale.sort();
}

const withNewline = (text: string): string => `${text.trimEnd()}\n`;
