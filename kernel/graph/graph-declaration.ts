import type { GraphQLResolveInfo } from 'graphql';

/** The part of a subgraph's declaration that its GraphQL schema is made of. */
export interface GraphDeclaration {
  readonly name: string;
  /** Instances of type-graphql resolver classes. */
  readonly resolvers: readonly object[];
  /** Types that only an entity reference reaches. */
  readonly orphanedTypes?: readonly Function[];
  readonly references?: Readonly<Record<string, EntityLoader>>;
  readonly unions?: Readonly<Record<string, (value: never) => string>>;
}

/** Answers references of one entity type in one call, in their order; null where there is none. */
export type EntityLoader = (
  context: never,
  references: readonly { readonly id: string }[],
  info: GraphQLResolveInfo,
) => Promise<readonly (object | null)[]>;
