import { randomBytes } from 'node:crypto';
import type { Answer } from '../harness/call.ts';

/** Thrown anywhere below the router, which turns it into Graph's error body. */
export class GraphError extends Error {
  constructor(
    message: string,
    readonly code: number,
    readonly subcode?: number,
    readonly type = 'OAuthException',
    readonly status = 400,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

export function invalidParameter(message: string, subcode?: number): GraphError {
  return new GraphError(`(#100) ${message}`, 100, subcode);
}

/** What Graph says of an object that is not there and of one that the token may not touch alike. */
export function noSuchObject(verb: string, id: string): GraphError {
  return new GraphError(
    `Unsupported ${verb} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
    100,
    33,
    'GraphMethodException',
  );
}

export function graphErrorAnswer(error: GraphError): Answer {
  return {
    status: error.status,
    headers: {
      ...error.headers,
      ...(error.code === 190 && { 'www-authenticate': `OAuth "Facebook Platform" "invalid_token" "${error.message}"` }),
    },
    body: {
      error: {
        message: error.message,
        type: error.type,
        code: error.code,
        ...(error.subcode === undefined ? {} : { error_subcode: error.subcode }),
        fbtrace_id: randomBytes(8).toString('base64url'),
      },
    },
  };
}
