import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { PublicError } from '#kernel/errors/public-error.ts';
import { forbidden } from '#kernel/graph/authorization/forbidden.ts';
import type { Logger } from '#kernel/telemetry/logger.ts';
import type { RequestContext, SwappableGateway } from '../supergraph/swappable-gateway.ts';
import { publicGraphQLError, unauthenticatedError, withStatus } from './graphql-error.ts';
import { maskError } from './mask-error.ts';
import { plainJsonStatus } from './plain-json-status.ts';

export interface ServerOptions {
  readonly gateway: SwappableGateway;
  readonly introspection: boolean;
  readonly maxTokens: number;
  readonly logger: Logger;
  readonly plugins: readonly ApolloServerPlugin<RequestContext>[];
}

/** Apollo Server keeps the protocol (parsing, validation, content types, CSRF); execution and authorization are ours. */
export function apolloServer({
  gateway,
  introspection,
  maxTokens,
  logger,
  plugins,
}: ServerOptions): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    gateway,
    introspection,
    logger: serverLog(logger),
    parseOptions: { maxTokens, noLocation: false },
    persistedQueries: false,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => maskError(formatted, error, logger),
    plugins: [
      authorize(gateway),
      plainJsonStatus(),
      ...plugins,
      // some of these start by themselves when Apollo's variables are in the environment; nothing of ours is reported anywhere
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
  });
}

/** Refuses before anything is planned or asked. */
const authorize = (gateway: SwappableGateway): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: async () => ({
    async didResolveOperation({ schema, document, request, contextValue: { principal } }) {
      const supergraph = gateway.of(schema);
      const known = refusingLarge(() => supergraph.operation(document, request.operationName));
      const denials = known?.authorization.denied(principal?.scopes ?? null, request.variables ?? {}) ?? [];
      if (denials.length === 0) return;
      throw principal === null
        ? unauthenticatedError('Sign in first: send a token in the header authorization.')
        : withStatus(forbidden(denials), 403);
    },
  }),
});

const refusingLarge = <Answer>(ask: () => Answer): Answer => {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof PublicError)) throw error;
    throw withStatus(publicGraphQLError(error), 400);
  }
};

const serverLog = (logger: Logger) => ({
  debug: (message: unknown) => logger.debug(String(message)),
  info: (message: unknown) => logger.info(String(message)),
  warn: (message: unknown) => logger.warn(String(message)),
  error: (message: unknown) => logger.error(String(message)),
});
