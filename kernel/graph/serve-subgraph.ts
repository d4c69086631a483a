import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, GraphQLError, parse } from 'graphql';
import { makeServer } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { type InternalKey, identityHeader, verifyIdentity } from '#kernel/auth/internal-identity.ts';
import type { Principal } from '#kernel/auth/principal.ts';
import type { Logger } from '#kernel/telemetry/logger.ts';
import { type Clock, systemClock } from '#kernel/tenancy/context.ts';
import { acceptSocket } from './accept-socket.ts';
import { BodyTooLarge, readBody } from './read-body.ts';
import type { SubgraphExecutor, SubgraphRequest, SubgraphResult } from './subgraph-executor.ts';

const posted = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

/** Entities come by the hundred, so a fetch is larger than what clients may send. */
const maxBodyBytes = 16 * 1024 * 1024;

export interface ServedSubgraph {
  /** Answers a POST of one operation. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Subscriptions over graphql-ws; the identity comes with each operation, in `extensions.identity`. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
}

/** A subgraph for a gateway in another process. Whoever calls without the gateway's signed word gets 401 and nothing else. */
export function serveSubgraph({
  name,
  executor,
  keys,
  logger,
  clock = systemClock,
}: {
  readonly name: string;
  readonly executor: SubgraphExecutor;
  readonly keys: readonly InternalKey[];
  readonly logger: Logger;
  readonly clock?: Clock;
}): ServedSubgraph {
  const identify = (identity: unknown): Principal | null =>
    typeof identity === 'string' ? verifyIdentity(identity, name, keys, clock) : null;
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    handleProtocols: () => 'graphql-transport-ws',
  });
  const server = makeServer<Record<string, unknown>, object>({
    onSubscribe: (_ctx, _id, payload) => {
      const principal = identify(payload.extensions?.['identity']);
      if (principal === null) return [notFromTheGateway()];
      const request = {
        operation: payload.query,
        operationName: payload.operationName ?? undefined,
        variables: payload.variables ?? {},
      };
      const call: Call = { request, principal };
      // graphql-ws wants to know the kind of the operation; whose schema answers it is the executor's business
      return { document: parse(payload.query), contextValue: call } as ExecutionArgs;
    },
    execute: (args) => answered(executor.execute(...called(args))),
    subscribe: (args) => answered(executor.subscribe(...called(args))),
    onNext: (_ctx, _id, _payload, _args, result) => result,
  });

  return {
    async handle(request, response) {
      const principal = identify(request.headers[identityHeader]);
      if (principal === null) return respond(response, 401, { errors: [notFromTheGateway().toJSON()] });
      try {
        const body = posted.parse(JSON.parse((await readBody(request, maxBodyBytes)).toString()));
        const { query: operation, operationName, variables } = body;
        const result = await executor.execute(
          { operation, operationName: operationName ?? undefined, variables: variables ?? {} },
          principal,
        );
        respond(response, 200, result);
      } catch (error) {
        logger.error({ err: error }, 'A call of the gateway failed.');
        const status = error instanceof BodyTooLarge ? 413 : 400;
        respond(response, status, {
          errors: [{ message: 'The call was not understood.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
        });
      }
    },
    upgrade: (request, socket, head) =>
      sockets.handleUpgrade(request, socket, head, (webSocket) => acceptSocket(server, webSocket, {}, logger)),
    async close() {
      for (const socket of sockets.clients) socket.close(1001, 'Going away');
      sockets.close();
    },
  };
}

interface Call {
  readonly request: SubgraphRequest;
  readonly principal: Principal;
}

const called = (args: ExecutionArgs): [SubgraphRequest, Principal] => {
  const { request, principal } = args.contextValue as Call;
  return [request, principal];
};

// graphql-ws is typed for graphql-js's own results. Ours are formatted already, which is why onNext hands them on as they are.
const answered = async <Answer>(answer: Answer): Promise<never> => (await answer) as never;

const notFromTheGateway = (): GraphQLError =>
  new GraphQLError('This address is for the gateway alone.', { extensions: { code: 'UNAUTHENTICATED' } });

function respond(response: ServerResponse, status: number, result: SubgraphResult): void {
  const body = Buffer.from(JSON.stringify(result));
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length }).end(body);
}
