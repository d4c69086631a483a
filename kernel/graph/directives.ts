import 'reflect-metadata';
import { Directive } from 'type-graphql';

type GraphDirective = ReturnType<typeof Directive>;

/** The fields by which other subgraphs refer to an entity. `resolvable: false` marks one that this subgraph only refers to. */
export const Key = (fields: string, { resolvable = true }: { resolvable?: boolean } = {}): GraphDirective =>
  Directive(`@key(fields: ${JSON.stringify(fields)}${resolvable ? '' : ', resolvable: false'})`);

/** The outer list means OR, the inner lists AND. */
export const RequiresScopes = (scopes: string[][]): GraphDirective =>
  Directive(`@requiresScopes(scopes: ${JSON.stringify(scopes)})`);

/** Any signed-in member of the tenant. */
export const Authenticated = (): GraphDirective => Directive('@authenticated');

/** The same type or field is answered, with the same values, by several subgraphs. */
export const Shareable = (): GraphDirective => Directive('@shareable');
