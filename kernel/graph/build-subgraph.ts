import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { type DocumentNode, type GraphQLFieldResolver, type GraphQLSchema, parse } from 'graphql';
import { type BuildSchemaOptions, buildSchema, createResolversMap } from 'type-graphql';
import { ConnectionArgs, checkConnectionArgs } from './connection.ts';
import { arrangeDefinitions, refuseOpenRootFields, withoutInterfaceScopes } from './federated-definitions.ts';
import type { GraphDeclaration } from './graph-declaration.ts';
import { entityResolvers } from './resolve-entities.ts';

export interface Subgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** What composition reads: the subgraph's own definitions with their federation directives. */
  readonly sdl: string;
}

// Newer versions are known to @apollo/subgraph but not yet to @apollo/composition.
const federation = 'https://specs.apollo.dev/federation/v2.12';
const importable = [
  '@authenticated',
  '@external',
  '@inaccessible',
  '@key',
  '@override',
  '@provides',
  '@requires',
  '@requiresScopes',
  '@shareable',
];

/**
 * Makes the executable federation schema of one subgraph. Decorators of all subgraphs share type-graphql's one storage; a schema
 * contains only what the given resolvers and orphaned types reach, so subgraphs in one process may use the same names.
 */
export async function buildSubgraph(declaration: GraphDeclaration): Promise<Subgraph> {
  const definitions = await typeDefinitions(declaration);
  refuseOpenRootFields(declaration.name, definitions.document);
  const resolvers = createResolversMap(definitions.schema) as ResolverMap;
  for (const [type, typeOf] of Object.entries(declaration.unions ?? {})) {
    // type-graphql's own are asynchronous; these keep the execution of a list free of promises
    resolvers[type] = { ...resolvers[type], __resolveType: typeOf };
  }
  const entities = entityResolvers(declaration.references ?? {});
  resolvers['Query'] = { ...resolvers['Query'], _entities: entities.resolve };
  resolvers['_Entity'] = { __resolveType: entities.typeOf };
  const hasEntities = /@key\(/.test(definitions.text);
  if (!hasEntities) {
    delete resolvers['Query']?.['_entities'];
    delete resolvers['_Entity'];
  }
  const schema = buildSubgraphSchema([{ typeDefs: definitions.document, resolvers: resolvers as never }]);
  return { name: declaration.name, schema, sdl: await publishedSdl(schema) };
}

/** type-graphql wants one for any subscription, also where each brings its own source: `feedSubscription`. */
const noPubSub: NonNullable<BuildSchemaOptions['pubSub']> = {
  publish: () => refusePubSub(),
  subscribe: () => refusePubSub(),
};
const refusePubSub = (): never => {
  throw new Error('A subscription reads the feed: give it `subscribe: feedSubscription(...)`.');
};

type ResolverMap = Record<string, Record<string, unknown>>;

async function typeDefinitions(
  declaration: GraphDeclaration,
): Promise<{ schema: GraphQLSchema; document: DocumentNode; text: string }> {
  const instances = new Map(declaration.resolvers.map((resolver) => [resolver.constructor, resolver]));
  const schema = await buildSchema({
    // type-graphql's type wants a list that cannot be empty
    resolvers: [...instances.keys()] as unknown as BuildSchemaOptions['resolvers'],
    orphanedTypes: [...(declaration.orphanedTypes ?? [])],
    container: { get: (resolverClass) => instances.get(resolverClass) },
    validateFn: (args) => {
      if (args instanceof ConnectionArgs) checkConnectionArgs(args);
    },
    pubSub: noPubSub,
    // the check runs an introspection query over a schema that lacks the federation directives
    skipCheck: true,
  });
  const text = printSchemaWithDirectives(schema);
  const imports = importable.filter((directive) => new RegExp(`${directive}\\b`).test(text));
  const link = `extend schema @link(url: ${JSON.stringify(federation)}, import: ${JSON.stringify(imports)})`;
  const document = arrangeDefinitions(withoutInterfaceScopes(parse(`${link}\n${text}`, { noLocation: true })));
  return { schema, document, text };
}

async function publishedSdl(schema: GraphQLSchema): Promise<string> {
  const service = schema.getQueryType()?.getFields()['_service']?.resolve as GraphQLFieldResolver<unknown, unknown>;
  const { sdl } = (await service(undefined, {}, undefined, undefined as never)) as { sdl: string };
  return sdl;
}
