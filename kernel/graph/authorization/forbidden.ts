import { GraphQLError } from 'graphql';
import type { Denial } from './authorization.ts';

/** Names what the caller may not ask for and which scopes it would take, so that whoever wrote the query knows what to change. */
export const forbidden = (denials: readonly Denial[]): GraphQLError =>
  new GraphQLError(`Not allowed: ${denials.map(({ coordinate }) => coordinate).join(', ')}.`, {
    extensions: {
      code: 'FORBIDDEN',
      coordinates: denials.map(({ coordinate }) => coordinate),
      denied: denials.map(({ coordinate, path, requires }) => ({ coordinate, path, requires })),
    },
  });
