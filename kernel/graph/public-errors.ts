import { randomBytes } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import { TransientError } from '#kernel/errors/delivery-error.ts';
import { PublicError } from '#kernel/errors/public-error.ts';
import type { Logger } from '#kernel/telemetry/logger.ts';

/**
 * What the caller is told. Outcomes that it can act on pass with their code and detail; everything else is a fault of ours: the caller
 * gets a reference, the log gets the fault under it, once however many places it spoiled.
 */
export function publicErrors(errors: readonly GraphQLError[], logger: Logger): GraphQLFormattedError[] {
  const references = new Map<unknown, string>();
  return errors.map((error) => {
    const told = toldOpenly(error) ?? transient(error, logger) ?? internal(error, logger, references);
    return error.path === undefined ? told : { ...told, path: error.path };
  });
}

function toldOpenly(error: GraphQLError): GraphQLFormattedError | null {
  const cause = rootCause(error);
  if (cause instanceof PublicError) return { message: cause.message, extensions: { ...cause.detail, code: cause.code } };
  if (typeof error.extensions['code'] === 'string') return { message: error.message, extensions: error.extensions };
  // a variable or a literal that its scalar refuses: the error stands at the value, not at a field that was being resolved
  const node = cause instanceof GraphQLError ? cause.nodes?.[0] : undefined;
  if (node !== undefined && node.kind !== Kind.FIELD) return { message: error.message, extensions: { code: 'BAD_USER_INPUT' } };
  return null;
}

function transient(error: GraphQLError, logger: Logger): GraphQLFormattedError | null {
  const cause = rootCause(error);
  if (!(cause instanceof TransientError)) return null;
  logger.warn({ err: cause, path: error.path?.join('.') }, 'A service outside did not answer a resolver.');
  return {
    message: 'A service that this needs is not available at the moment. Try again.',
    extensions: {
      code: 'UPSTREAM_UNAVAILABLE',
      ...(cause.retryAfterMs === undefined ? {} : { retryAfterMs: cause.retryAfterMs }),
    },
  };
}

function internal(error: GraphQLError, logger: Logger, references: Map<unknown, string>): GraphQLFormattedError {
  const cause = rootCause(error);
  let reference = references.get(cause);
  if (reference === undefined) {
    reference = randomBytes(6).toString('hex');
    references.set(cause, reference);
    logger.error({ err: cause, reference, path: error.path?.join('.') }, 'A resolver failed.');
  }
  return {
    message: `Something went wrong on our side. Reference: ${reference}`,
    extensions: { code: 'INTERNAL_SERVER_ERROR', reference },
  };
}

function rootCause(error: GraphQLError): unknown {
  let cause: unknown = error;
  while (cause instanceof GraphQLError && cause.originalError !== undefined) cause = cause.originalError;
  return cause;
}
