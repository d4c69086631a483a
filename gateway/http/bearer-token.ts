import type { IncomingMessage } from 'node:http';
import { unauthenticatedError } from './graphql-error.ts';

/** Null when the header is absent; one that is there and is no bearer token is refused. */
export function bearerToken({ headers: { authorization } }: IncomingMessage): string | null {
  if (authorization === undefined) return null;
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw unauthenticatedError('The header authorization must be "Bearer" and a token.');
  return token;
}
