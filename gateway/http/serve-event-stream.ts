import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ExecutionResult, GraphQLError } from 'graphql';
import { z } from 'zod';
import { PublicError } from '#kernel/errors/public-error.ts';
import { BodyTooLarge, readBody } from '#kernel/graph/read-body.ts';
import { isEventStream } from '../subscriptions/live-event.ts';
import type { LiveOperations } from '../subscriptions/live-operations.ts';
import { resultsOf } from '../subscriptions/results-of.ts';
import { type WatchOptions, watchCaller } from '../subscriptions/watch-caller.ts';
import { type AdmitOperation, type AdmittedOperation, RefusedOperation, shownErrors } from '../supergraph/admit-operation.ts';
import type { SwappableGateway } from '../supergraph/swappable-gateway.ts';
import { bearerToken } from './bearer-token.ts';
import { unauthenticatedError } from './graphql-error.ts';

export interface EventStreamOptions extends WatchOptions {
  readonly gateway: SwappableGateway;
  readonly live: LiveOperations;
  readonly admit: AdmitOperation;
  readonly maxBodyBytes: number;
}

const posted = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});
/** Proxies close a response that says nothing for long. */
const keepAliveMs = 12_000;

export const wantsEventStream = (request: IncomingMessage): boolean =>
  request.method === 'POST' && /\btext\/event-stream\b/.test(request.headers.accept ?? '');

/** GraphQL over server-sent events, one operation a response ("distinct connections" of the GraphQL over SSE protocol). */
export function eventStreams(options: EventStreamOptions): {
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(): void;
} {
  const open = new Set<ServerResponse>();
  return {
    async serve(request, response) {
      open.add(response);
      response.once('close', () => open.delete(response));
      await serveEventStream(request, response, options);
    },
    // without `complete` the client knows that there is more, and connects again
    close: () => {
      for (const response of open) response.destroy();
    },
  };
}

async function serveEventStream(request: IncomingMessage, response: ServerResponse, options: EventStreamOptions): Promise<void> {
  const { logger } = options;
  try {
    const token = bearerToken(request);
    if (token === null) throw unauthenticatedError('Sign in first: send a token in the header authorization.');
    const principal = await options.verifyCaller(token);
    const requested = posted.parse(JSON.parse((await readBody(request, options.maxBodyBytes)).toString()));
    const admitted = options.admit(options.gateway.current, principal, requested);
    const stopWatching = watchCaller(principal, token, options, (reason) => {
      response.write(eventOf({ errors: [new GraphQLError(reason, { extensions: { code: 'UNAUTHENTICATED' } })] }));
      complete(response);
    });
    response.once('close', stopWatching);
    await send(response, admitted, options);
  } catch (error) {
    if (response.headersSent) {
      logger.error({ err: error }, 'An event stream broke.');
      response.destroy();
    } else refuse(response, error, options);
  }
}

async function send(response: ServerResponse, admitted: AdmittedOperation, { live }: EventStreamOptions): Promise<void> {
  const { supergraph, document, known, variables, principal } = admitted;
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  if (known.definition.operation !== 'subscription') {
    response.write(eventOf(await supergraph.prepare(document, known).execute({ variables, principal })));
    return complete(response);
  }
  const stream = await live.subscribe(admitted, () => response.destroy());
  if (!isEventStream(stream)) {
    response.write(eventOf(stream));
    return complete(response);
  }
  const alive = setInterval(() => response.write(':\n\n'), keepAliveMs);
  response.once('close', () => {
    clearInterval(alive);
    void stream.return?.();
  });
  for await (const result of resultsOf(stream)) {
    if (response.writableEnded || response.destroyed) return;
    if (!response.write(eventOf(result)) && !response.destroyed)
      await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  complete(response);
}

const eventOf = (result: ExecutionResult): string => `event: next\ndata: ${JSON.stringify(result)}\n\n`;

function complete(response: ServerResponse): void {
  if (!response.writableEnded) response.end('event: complete\ndata:\n\n');
}

function refuse(response: ServerResponse, error: unknown, { logger }: EventStreamOptions): void {
  const malformed = error instanceof SyntaxError || error instanceof z.ZodError;
  const errors = malformed
    ? [new GraphQLError('The body is not a GraphQL request in JSON.', { extensions: { code: 'BAD_REQUEST' } })]
    : shownErrors(error instanceof BodyTooLarge ? new GraphQLError('The body is too large.') : error, logger);
  const body = JSON.stringify({
    errors: errors.map(({ message, extensions: { http: _, ...extensions } }) => ({ message, extensions })),
  });
  response.writeHead(malformed ? 400 : statusOf(error), { 'content-type': 'application/json; charset=utf-8' }).end(body);
}

function statusOf(error: unknown): number {
  if (error instanceof RefusedOperation) return error.status;
  if (error instanceof BodyTooLarge) return 413;
  if (error instanceof PublicError) return error.code === 'UNAUTHENTICATED' ? 401 : 503;
  const { status } = (error instanceof GraphQLError ? (error.extensions['http'] ?? {}) : {}) as { status?: number };
  return status ?? 500;
}
