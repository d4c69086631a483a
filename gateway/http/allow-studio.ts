import type { IncomingMessage, ServerResponse } from 'node:http';

const studio = /^https:\/\/(([a-z-]+\.)*studio|(sandbox|explorer)\.embed)\.apollographql\.com$/;

/**
 * Lets Apollo's hosted explorer call this address, also when it is on the private network of whoever looks at it (which browsers ask
 * about separately). Answers true when the request was a preflight and is answered.
 */
export function allowStudio(request: IncomingMessage, response: ServerResponse): boolean {
  const { origin } = request.headers;
  response.setHeader('vary', 'origin');
  if (origin === undefined || !studio.test(origin)) return false;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-credentials', 'true');
  if (request.method !== 'OPTIONS') return false;
  response.setHeader('access-control-allow-methods', 'GET, POST, OPTIONS');
  response.setHeader(
    'access-control-allow-headers',
    request.headers['access-control-request-headers'] ?? 'content-type, authorization',
  );
  response.setHeader('access-control-max-age', '600');
  if (request.headers['access-control-request-private-network'] !== undefined) {
    response.setHeader('access-control-allow-private-network', 'true');
  }
  response.writeHead(204).end();
  return true;
}
