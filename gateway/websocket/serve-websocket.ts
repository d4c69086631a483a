import type { Server } from 'node:http';
import { type DocumentNode, type ExecutionArgs, type ExecutionResult, GraphQLError } from 'graphql';
import { type Context, handleProtocols, makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { PublicError } from '#kernel/errors/public-error.ts';
import { acceptSocket } from '#kernel/graph/accept-socket.ts';
import { forbidden } from '#kernel/graph/authorization/forbidden.ts';
import type { Logger } from '#kernel/telemetry/logger.ts';
import type { Metrics } from '#kernel/telemetry/metrics.ts';
import { publicGraphQLError } from '../http/graphql-error.ts';
import { maskError } from '../http/mask-error.ts';
import type { VerifyCaller } from '../http/serve-graphql.ts';
import { isEventStream } from '../subscriptions/live-event.ts';
import type { LiveOperations } from '../subscriptions/live-operations.ts';
import type { KnownOperation, Supergraph } from '../supergraph/supergraph.ts';
import { type SwappableGateway, unknownOperation } from '../supergraph/swappable-gateway.ts';
import { documentParser } from './parse-document.ts';
import { resultsOf } from './results-of.ts';
import { closeCodes, SocketSession, tokenIn } from './socket-session.ts';

export interface SocketOptions {
  readonly gateway: SwappableGateway;
  readonly live: LiveOperations;
  readonly verifyCaller: VerifyCaller;
  readonly introspection: boolean;
  readonly maxTokens: number;
  readonly maxMessageBytes: number;
  /** How often an open socket asks whether its caller still may. */
  readonly recheckMs: number;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

interface Connection {
  readonly socket: WebSocket;
  session: SocketSession | null;
}

/** What `onSubscribe` has found out about an operation. */
interface Asked {
  readonly supergraph: Supergraph;
  readonly document: DocumentNode;
  readonly known: KnownOperation;
  readonly connection: Connection;
  readonly session: SocketSession;
}

const operationsOfOneSocket = 200;

/** GraphQL over WebSocket: the protocol graphql-transport-ws, with subscriptions, queries and mutations. */
export function serveWebSocket(options: SocketOptions): { attach(server: Server): void; close(): void } {
  const { gateway, live, logger, metrics } = options;
  const parse = documentParser(options);
  const open = metrics.gauge('parley_gateway_sockets', 'Open WebSockets of clients.');

  const ask = (
    connection: Connection,
    query: string,
    operationName: string | null | undefined,
    variables: Record<string, unknown>,
  ): Asked => {
    const { session } = connection;
    if (session === null) throw new GraphQLError('Sign in first.', { extensions: { code: 'UNAUTHENTICATED' } });
    const supergraph = gateway.current;
    const parsed = parse(supergraph, query);
    if ('faults' in parsed) throw new RefusedOperation(parsed.faults);
    const known = supergraph.operation(parsed.document, operationName);
    if (known === null) throw unknownOperation(operationName);
    const denials = known.authorization.denied(session.principal.scopes, variables);
    if (denials.length > 0) throw forbidden(denials);
    return { supergraph, document: parsed.document, known, connection, session };
  };

  const shown = (error: unknown): readonly GraphQLError[] => {
    if (error instanceof RefusedOperation) return error.faults;
    if (error instanceof PublicError) return [publicGraphQLError(error)];
    if (error instanceof GraphQLError) return [error];
    const { message, extensions } = maskError({ message: '', extensions: { code: 'INTERNAL_SERVER_ERROR' } }, error, logger);
    return [new GraphQLError(message, { extensions })];
  };
  const guarded = async <Answer>(work: () => Promise<Answer>): Promise<Answer | ExecutionResult> => {
    try {
      return await work();
    } catch (error) {
      return { errors: shown(error) };
    }
  };

  const server = makeServer<Record<string, unknown>, Connection>({
    onConnect: (context) => connect(context, options),
    onSubscribe: ({ extra, subscriptions }, _id, { query, operationName, variables }) => {
      try {
        if (Object.keys(subscriptions).length > operationsOfOneSocket) throw tooMany();
        const contextValue = ask(extra, query, operationName, variables ?? {});
        return {
          schema: contextValue.supergraph.schema,
          document: contextValue.document,
          operationName: operationName ?? null,
          variableValues: variables ?? {},
          contextValue,
        };
      } catch (error) {
        return shown(error);
      }
    },
    execute: ({ contextValue, variableValues }: ExecutionArgs) => {
      const { supergraph, document, known, session } = contextValue as Asked;
      const call = { variables: variableValues ?? {}, principal: session.principal };
      return guarded(() => supergraph.prepare(document, known).execute(call));
    },
    subscribe: ({ contextValue, variableValues }: ExecutionArgs) => {
      const { supergraph, document, known, session, connection } = contextValue as Asked;
      return guarded(async () => {
        const stream = await live.subscribe({
          supergraph,
          document,
          operation: supergraph.prepare(document, known),
          variables: variableValues ?? {},
          principal: session.principal,
          overflow: () => {
            logger.warn(
              { tenant: session.principal.tenant, memberId: session.principal.memberId },
              'A client takes events too slowly.',
            );
            connection.socket.close(closeCodes.slowConsumer, 'Events are taken too slowly: resume after the last cursor.');
          },
        });
        return isEventStream(stream) ? resultsOf(stream) : stream;
      });
    },
    onClose: ({ extra }) => extra.session?.end(),
  });

  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (protocols) => handleProtocols(protocols),
    maxPayload: options.maxMessageBytes,
    perMessageDeflate: false,
  });
  return {
    attach(http) {
      http.on('upgrade', (request, socket, head) => {
        if (!/^\/graphql(\?|$)/.test(request.url ?? '')) {
          // nobody else listens: an upgrade that is not answered would stay open
          if (http.listenerCount('upgrade') === 1) socket.destroy();
          return;
        }
        sockets.handleUpgrade(request, socket, head, (webSocket) => {
          open.inc();
          webSocket.once('close', () => open.dec());
          acceptSocket(server, webSocket, { socket: webSocket, session: null }, logger);
        });
      });
    },
    close() {
      for (const socket of sockets.clients) socket.close(closeCodes.goingAway, 'The gateway stops: connect again.');
      sockets.close();
    },
  };
}

/** Verifies the caller once for all operations of the socket. False: the socket has been closed with the reason. */
async function connect(
  { extra, connectionParams }: Context<Record<string, unknown>, Connection>,
  options: SocketOptions,
): Promise<boolean> {
  const token = tokenIn(connectionParams);
  try {
    if (token === null)
      throw new PublicError('UNAUTHENTICATED', 'Send a token in connection_init: {"authorization": "Bearer ..."}.');
    const principal = await options.verifyCaller(token);
    if (extra.socket.readyState !== extra.socket.OPEN) return false;
    extra.session = new SocketSession(extra.socket, principal, token, options);
    return true;
  } catch (error) {
    if (error instanceof PublicError && error.code === 'UNAUTHENTICATED') {
      extra.socket.close(closeCodes.unauthenticated, error.message.slice(0, 120));
    } else {
      options.logger.error({ err: error }, 'A caller could not be verified.');
      extra.socket.close(closeCodes.tryAgainLater, 'Sign-in is not possible at the moment.');
    }
    return false;
  }
}

class RefusedOperation extends Error {
  readonly faults: readonly GraphQLError[];
  constructor(faults: readonly GraphQLError[]) {
    super('The operation is not valid.');
    this.faults = faults;
  }
}

const tooMany = (): PublicError =>
  new PublicError('RATE_LIMITED', `One socket carries at most ${operationsOfOneSocket} operations at a time.`);
