import type { Server } from 'node:http';
import { type ExecutionArgs, type ExecutionResult, GraphQLError } from 'graphql';
import { type Context, handleProtocols, makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Principal } from '#kernel/auth/principal.ts';
import { PublicError } from '#kernel/errors/public-error.ts';
import { acceptSocket } from '#kernel/graph/accept-socket.ts';
import type { Metrics } from '#kernel/telemetry/metrics.ts';
import { isEventStream } from '../subscriptions/live-event.ts';
import type { LiveOperations } from '../subscriptions/live-operations.ts';
import { resultsOf } from '../subscriptions/results-of.ts';
import { type WatchOptions, watchCaller } from '../subscriptions/watch-caller.ts';
import { type AdmitOperation, type AdmittedOperation, shownErrors } from '../supergraph/admit-operation.ts';
import type { SwappableGateway } from '../supergraph/swappable-gateway.ts';
import { closeCodes } from './close-codes.ts';

export interface SocketOptions extends WatchOptions {
  readonly gateway: SwappableGateway;
  readonly live: LiveOperations;
  readonly admit: AdmitOperation;
  readonly maxMessageBytes: number;
  readonly metrics: Metrics;
}

interface Connection {
  readonly socket: WebSocket;
  principal: Principal | null;
  stopWatching: () => void;
}

interface Call extends AdmittedOperation {
  readonly socket: WebSocket;
}

const operationsOfOneSocket = 200;

/** GraphQL over WebSocket: the protocol graphql-transport-ws, with subscriptions, queries and mutations. */
export function serveWebSocket(options: SocketOptions): { attach(server: Server): void; close(): void } {
  const { gateway, live, admit, logger, metrics } = options;
  const open = metrics.gauge('parley_gateway_sockets', 'Open WebSockets of clients.');
  const guarded = async <Answer>(work: () => Promise<Answer>): Promise<Answer | ExecutionResult> => {
    try {
      return await work();
    } catch (error) {
      return { errors: shownErrors(error, logger) };
    }
  };

  const server = makeServer<Record<string, unknown>, Connection>({
    onConnect: (context) => connect(context, options),
    onSubscribe: ({ extra: { principal, socket }, subscriptions }, _id, requested) => {
      try {
        if (principal === null) throw new PublicError('UNAUTHENTICATED', 'Sign in first.');
        if (Object.keys(subscriptions).length > operationsOfOneSocket) throw tooMany();
        const admitted = admit(gateway.current, principal, requested);
        return {
          schema: admitted.supergraph.schema,
          document: admitted.document,
          operationName: requested.operationName ?? null,
          contextValue: { ...admitted, socket } satisfies Call,
        };
      } catch (error) {
        return shownErrors(error, logger);
      }
    },
    execute: ({ contextValue }: ExecutionArgs) => {
      const { supergraph, document, known, variables, principal } = contextValue as Call;
      return guarded(() => supergraph.prepare(document, known).execute({ variables, principal }));
    },
    subscribe: ({ contextValue }: ExecutionArgs) => {
      const { socket, ...admitted } = contextValue as Call;
      return guarded(async () => {
        const stream = await live.subscribe(admitted, () => {
          logger.warn({ tenant: admitted.principal.tenant }, 'A client takes events too slowly.');
          socket.close(closeCodes.slowConsumer, 'Events are taken too slowly: resume after the last cursor.');
        });
        return isEventStream(stream) ? resultsOf(stream) : stream;
      });
    },
    onClose: ({ extra }) => extra.stopWatching(),
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
          acceptSocket(server, webSocket, { socket: webSocket, principal: null, stopWatching: () => undefined }, logger);
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
  const { socket } = extra;
  const token = tokenIn(connectionParams);
  try {
    if (token === null)
      throw new PublicError('UNAUTHENTICATED', 'Send a token in connection_init: {"authorization": "Bearer ..."}.');
    const principal = await options.verifyCaller(token);
    if (socket.readyState !== socket.OPEN) return false;
    extra.principal = principal;
    extra.stopWatching = watchCaller(principal, token, options, (reason) => socket.close(closeCodes.noLongerValid, reason));
    return true;
  } catch (error) {
    if (error instanceof PublicError && error.code === 'UNAUTHENTICATED') {
      socket.close(closeCodes.unauthenticated, error.message.slice(0, 120));
    } else {
      options.logger.error({ err: error }, 'A caller could not be verified.');
      socket.close(closeCodes.tryAgainLater, 'Sign-in is not possible at the moment.');
    }
    return false;
  }
}

/** From the payload of connection_init: `{authorization: 'Bearer …'}` or `{token}`. */
function tokenIn(params: Readonly<Record<string, unknown>> | undefined): string | null {
  const { authorization = params?.['Authorization'], token } = params ?? {};
  if (typeof authorization === 'string') return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? null;
  return typeof token === 'string' ? token : null;
}

const tooMany = (): GraphQLError =>
  new GraphQLError(`One socket carries at most ${operationsOfOneSocket} operations at a time.`, {
    extensions: { code: 'RATE_LIMITED' },
  });
