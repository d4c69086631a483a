import type { Ctx } from '#kernel/tenancy/context.ts';

/** The part of a subgraph's declaration that its GraphQL schema is made of. */
export interface GraphDeclaration {
  readonly name: string;
  /** Instances of type-graphql resolver classes; what they need of the outside is given to their constructors. */
  readonly resolvers: readonly object[];
  /** Types that only an entity reference reaches. */
  // biome-ignore lint/complexity/noBannedTypes: type-graphql takes classes as Function
  readonly orphanedTypes?: readonly Function[];
  readonly references?: Readonly<Record<string, EntityLoader>>;
  /** Which member of a union a value is, by union name. */
  readonly unions?: Readonly<Record<string, (value: never) => string>>;
}

/**
 * Answers references of one entity type in one call, in their order; null where there is none. A row may be the entity object itself.
 */
export type EntityLoader = (ctx: Ctx, references: readonly { readonly id: string }[]) => Promise<readonly (object | null)[]>;
