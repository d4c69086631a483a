import { randomBytes } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from '#kernel/telemetry/logger.ts';

/**
 * The last door: what comes from a subgraph was made fit for callers there and has a reference or a code of its own. Anything else that
 * nobody gave a code to is a fault of the gateway, and the caller gets a reference to its line in the log.
 */
export function maskError(formatted: GraphQLFormattedError, error: unknown, logger: Logger): GraphQLFormattedError {
  const { code, reference } = formatted.extensions ?? {};
  if (code !== 'INTERNAL_SERVER_ERROR' || reference !== undefined) return formatted;
  const given = randomBytes(6).toString('hex');
  logger.error({ err: error, reference: given }, 'The gateway failed.');
  return {
    message: `Something went wrong on our side. Reference: ${given}`,
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR', reference: given },
  };
}
