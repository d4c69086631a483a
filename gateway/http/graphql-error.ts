import { GraphQLError } from 'graphql';
import type { PublicError } from '#kernel/errors/public-error.ts';

export const publicGraphQLError = ({ message, code, detail }: PublicError): GraphQLError =>
  new GraphQLError(message, { extensions: { ...detail, code } });

/** The status under which Apollo Server answers when the whole request fails with this error. */
export const withStatus = (error: GraphQLError, status: number): GraphQLError =>
  new GraphQLError(error.message, { ...error, extensions: { ...error.extensions, http: { status } } });

export const unauthenticatedError = (message: string): GraphQLError =>
  withStatus(new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED' } }), 401);
