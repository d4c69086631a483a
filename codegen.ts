// Types the console's documents: for every console/**/*.graphql a *.generated.ts beside it, with one typed document for each operation
// and fragment. Fragments are masked: a component sees what its own fragment asks for. `--check` writes nothing and fails where a file is stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as typedDocuments from '@graphql-codegen/typed-document-node';
import * as operations from '@graphql-codegen/typescript-operations';
import { type DocumentNode, type FragmentDefinitionNode, isAbstractType, Kind, parse, printSchema, visit } from 'graphql';
import { Supergraph } from './gateway/supergraph/supergraph.ts';
import { listSources } from './tools/list-sources.ts';

const supergraph = readFileSync('schema/supergraph.graphql', 'utf8');
const { schema } = new Supergraph(supergraph, { depth: 25, fields: 2_000 }, { executors: {}, unavailable: () => undefined });

interface Source {
  readonly path: string;
  readonly generated: string;
  readonly document: DocumentNode;
}

const sources: Source[] = listSources('console')
  .filter((path) => path.endsWith('.graphql'))
  .map((path) => ({
    path,
    generated: path.replace(/\.graphql$/, '.generated.ts'),
    document: parse(readFileSync(path, 'utf8')),
  }));

const fragmentsOf = ({ document }: Source): FragmentDefinitionNode[] =>
  document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
const homes = new Map(
  sources.flatMap((source) => fragmentsOf(source).map((node) => [node.name.value, { source, node }] as const)),
);

/** Every fragment that a file spreads, with what those spread, that another file defines. */
function fragmentsFromElsewhere(source: Source): { source: Source; node: FragmentDefinitionNode; isDirect: boolean }[] {
  const found = new Map<string, { source: Source; node: FragmentDefinitionNode; isDirect: boolean }>();
  const collect = (document: DocumentNode | FragmentDefinitionNode, isDirect: boolean): void => {
    visit(document, {
      FragmentSpread({ name }) {
        const home = homes.get(name.value);
        if (!home) throw new Error(`${source.path}: no file defines the fragment ${name.value}`);
        if (home.source === source || found.has(name.value)) return;
        found.set(name.value, { ...home, isDirect });
        collect(home.node, false);
      },
    });
  };
  collect(source.document, true);
  return [...found.values()];
}

async function generate(source: Source): Promise<string> {
  const external = fragmentsFromElsewhere(source);
  const imports = external.map(({ source: home, node }) => {
    const path = relative(dirname(source.generated), home.generated);
    const name = `${node.name.value}Fragment`;
    return `import { type ${name}, ${name}Doc } from '${path.startsWith('.') ? path : `./${path}`}';`;
  });
  const body = await codegen({
    schema: parse(printSchema(schema)),
    schemaAst: schema,
    documents: [{ location: source.path, document: source.document }],
    filename: source.generated,
    pluginMap: { operations, typedDocuments },
    plugins: [{ operations: {} }, { typedDocuments: {} }],
    config: {
      inlineFragmentTypes: 'mask',
      customDirectives: { apolloUnmask: true },
      nonOptionalTypename: true,
      skipTypeNameForRoot: true,
      avoidOptionals: { field: true, inputValue: false },
      defaultScalarType: 'unknown',
      scalars: { ID: 'string', DateTime: 'string' },
      useTypeImports: true,
      documentNodeImport: '@apollo/client#TypedDocumentNode',
      externalFragments: external.map(({ node, isDirect }) => ({
        isExternal: true,
        name: node.name.value,
        onType: node.typeCondition.name.value,
        level: isDirect ? 0 : 1,
        node,
      })),
    },
  });
  return `// Written by codegen.ts. Change ${source.path.split('/').at(-1)} and run "npm run codegen".\n${imports.join('\n')}\n${body}`;
}

/** The cache has to know which types stand behind a union: fragments on it match by that. */
function possibleTypes(): string {
  const unions = Object.values(schema.getTypeMap()).filter((type) => isAbstractType(type) && !type.name.startsWith('_'));
  const members = Object.fromEntries(
    unions.map((type) => [type.name, schema.getPossibleTypes(type as Parameters<typeof schema.getPossibleTypes>[0]).map(String)]),
  );
  return `// Written by codegen.ts.\nexport const possibleTypes: Record<string, string[]> = ${JSON.stringify(members, null, 2)};\n`;
}

const isCheck = process.argv.includes('--check');
const stale: string[] = [];
function put(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  stale.push(path);
  if (!isCheck) writeFileSync(path, text);
}
put('console/api/possible-types.generated.ts', possibleTypes());
for (const source of sources) put(source.generated, await generate(source));
console.log(stale.length === 0 ? 'Every typed document is fresh.' : `${isCheck ? 'Stale' : 'Written'}: ${stale.join(', ')}`);
if (isCheck && stale.length > 0) process.exitCode = 1;
