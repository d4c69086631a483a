import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Route, RouteResponse } from './define-subgraph.ts';

export const MAX_BODY_BYTES = 1_048_576;
const DISCARD_BYTES = 8 * MAX_BODY_BYTES;
const DISCARD_MS = 1_000;
const PLAIN_TEXT = { 'content-type': 'text/plain; charset=utf-8' };

export interface HttpServerOptions {
  readonly routes: readonly Route[];
  /** Answers what no route does; false when it does not know the path either. */
  readonly fallback: (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;
  /** Null when it can serve, else what is missing. */
  readonly readiness: () => Promise<string | null>;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** The one HTTP server of a process: subgraphs' routes, health, metrics, and what the process adds (the gateway). */
export function createHttpServer(options: HttpServerOptions): Server {
  const routes = new Map(options.routes.map((route) => [`${route.method} ${route.path}`, route]));
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = pathOf(request.url ?? '/');
    const route = routes.get(`${request.method} ${path}`);
    if (route) {
      const body = await readBody(request);
      if (!body) return refuseLarge(request, response);
      return send(
        response,
        await route.handle({ url: new URL(request.url ?? '/', 'http://localhost'), headers: request.headers, body }),
      );
    }
    if (request.method === 'GET' && path.startsWith('/health/')) return send(response, await health(path, options));
    if (request.method === 'GET' && path === '/metrics') {
      return send(response, {
        status: 200,
        headers: { 'content-type': options.metrics.contentType },
        body: await options.metrics.text(),
      });
    }
    if (!(await options.fallback(request, response))) send(response, { status: 404, body: 'There is nothing at this address.' });
  };
  return createServer({ keepAliveTimeout: 30_000, headersTimeout: 15_000, requestTimeout: 30_000 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      // the request itself is destroyed as soon as its body was read: only the socket says whether somebody still waits
      if (request.socket.destroyed) return;
      options.logger.error({ err: error, method: request.method }, 'a request failed');
      if (response.headersSent) response.destroy();
      else send(response, { status: 500, body: 'This did not work; the failure was recorded.' });
    });
  });
}

async function health(path: string, options: HttpServerOptions): Promise<RouteResponse> {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  if (path === '/health/live') return { status: 200, headers, body: '{"status":"live"}' };
  if (path !== '/health/ready') return { status: 404, body: 'There is /health/live and /health/ready.' };
  const missing = await options.readiness();
  return {
    status: missing ? 503 : 200,
    headers,
    body: JSON.stringify(missing ? { status: 'not ready', missing } : { status: 'ready' }),
  };
}

/** Null when it is longer than allowed; the rest is then not kept. */
function readBody(request: IncomingMessage): Promise<Buffer | null> {
  if (request.method === 'GET') return Promise.resolve(Buffer.alloc(0));
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > MAX_BODY_BYTES) {
        chunks.length = 0;
        resolve(null);
      } else chunks.push(chunk);
    });
    request.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.once('error', reject);
    request.once('aborted', () => reject(new Error('the client went away')));
  });
}

/**
 * Tells the client at once and closes a moment later: the system resets a connection that is closed while data comes in, and a client
 * that was still sending would see that instead of the answer.
 */
async function refuseLarge(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = 'The body is over 1 MB.';
  response.writeHead(413, { ...PLAIN_TEXT, 'content-length': body.length, connection: 'close' });
  response.write(body);
  await discarded(request);
  response.end();
}

/** Settles when the client has sent everything, or more than anybody needs to hear that it was too much. */
function discarded(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, DISCARD_MS);
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > DISCARD_BYTES) resolve();
    });
    request.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    request.resume();
  });
}

function send(response: ServerResponse, { status, headers, body }: RouteResponse): void {
  response.writeHead(status, { ...PLAIN_TEXT, ...headers });
  response.end(body);
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}
