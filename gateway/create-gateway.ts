import './disable-apollo-telemetry.ts';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { SubgraphExecutor } from '#kernel/graph/subgraph-executor.ts';
import type { Logger } from '#kernel/telemetry/logger.ts';
import type { Metrics } from '#kernel/telemetry/metrics.ts';
import { allowStudio } from './http/allow-studio.ts';
import { apolloServer } from './http/apollo-server.ts';
import { eventStreams, wantsEventStream } from './http/serve-event-stream.ts';
import { serveGraphql, type VerifyCaller } from './http/serve-graphql.ts';
import { type Pages, servePages } from './http/serve-pages.ts';
import { LiveOperations } from './subscriptions/live-operations.ts';
import { operationAdmission } from './supergraph/admit-operation.ts';
import { Supergraph } from './supergraph/supergraph.ts';
import { SwappableGateway } from './supergraph/swappable-gateway.ts';
import { serveWebSocket } from './websocket/serve-websocket.ts';

export interface GatewayLimits {
  readonly bodyBytes: number;
  /** Lexical tokens of a document. */
  readonly tokens: number;
  readonly depth: number;
  readonly fields: number;
}

export interface GatewayOptions {
  readonly supergraphSdl: string;
  /** How to reach each subgraph, by its name in the supergraph. Fields of one that is not here are null, with UPSTREAM_UNAVAILABLE. */
  readonly executors: Readonly<Record<string, SubgraphExecutor>>;
  readonly verifyCaller: VerifyCaller;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Whether callers may ask for the schema; with it, also callers without a token. */
  readonly introspection: boolean;
  readonly limits?: Partial<GatewayLimits>;
  readonly pages?: Partial<Pages>;
  /** How often an open socket asks whether its caller still may; 2 s unless said. */
  readonly recheckMs?: number;
}

export interface Gateway {
  /** Answers `/graphql`, `/explorer` and the console at `/`; false leaves the request to others. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Takes the server's WebSocket upgrades of `/graphql`. */
  attach(server: Server): void;
  /** Puts another supergraph in force. Requests and subscriptions under way end with the one they began with. */
  update(supergraphSdl: string): void;
  stop(): Promise<void>;
}

const defaultLimits: GatewayLimits = { bodyBytes: 1024 * 1024, tokens: 10_000, depth: 25, fields: 2_000 };
const defaultRecheckMs = 2_000;
const defaultPages: Pages = {
  console: new URL('../dist/console/', import.meta.url),
  explorer: new URL('../dist/explorer/', import.meta.url),
};

export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { executors, verifyCaller, logger, metrics, introspection } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const pages = { ...defaultPages, ...options.pages };
  const environment = { executors, unavailable: unavailableReport(options) };
  const load = (sdl: string): Supergraph => new Supergraph(sdl, limits, environment);

  const gateway = new SwappableGateway(load(options.supergraphSdl));
  const server = apolloServer({ gateway, introspection, maxTokens: limits.tokens, logger, plugins: [] });
  await server.start();
  const shared = {
    gateway,
    live: new LiveOperations(environment, metrics),
    admit: operationAdmission({ introspection, maxTokens: limits.tokens }),
    verifyCaller,
    recheckMs: options.recheckMs ?? defaultRecheckMs,
    logger,
  };
  const sockets = serveWebSocket({ ...shared, maxMessageBytes: limits.bodyBytes, metrics });
  const streams = eventStreams({ ...shared, maxBodyBytes: limits.bodyBytes });
  const answer = (request: IncomingMessage, response: ServerResponse): Promise<void> =>
    wantsEventStream(request)
      ? streams.serve(request, response)
      : serveGraphql(request, response, { server, verifyCaller, maxBodyBytes: limits.bodyBytes });

  return {
    async handle(request, response) {
      if (!/^\/graphql(\?|$)/.test(request.url ?? '')) return servePages(request, response, pages);
      if (!allowStudio(request, response)) await answer(request, response);
      return true;
    },
    attach: (http) => sockets.attach(http),
    update: (sdl) => gateway.swap(load(sdl)),
    async stop() {
      sockets.close();
      streams.close();
      await server.stop();
      await Promise.all(Object.values(executors).map((executor) => executor.close?.()));
    },
  };
}

function unavailableReport({ logger, metrics }: GatewayOptions): (subgraph: string, error: unknown) => void {
  const unavailable = metrics.counter('parley_gateway_subgraph_unavailable_total', 'Fetches that a subgraph did not answer.', [
    'subgraph',
  ]);
  return (subgraph, error) => {
    unavailable.inc({ subgraph });
    logger.warn({ err: error, subgraph }, 'A subgraph did not answer.');
  };
}
