import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { Principal } from '#kernel/auth/principal.ts';
import { PublicError } from '#kernel/errors/public-error.ts';
import { BodyTooLarge, readBody } from '#kernel/graph/read-body.ts';
import type { RequestContext } from '../supergraph/swappable-gateway.ts';
import { bearerToken } from './bearer-token.ts';
import { publicGraphQLError, unauthenticatedError, withStatus } from './graphql-error.ts';

export type VerifyCaller = (token: string) => Promise<Principal>;

/** GraphQL over HTTP: GET and POST of one operation. */
export async function serveGraphql(
  request: IncomingMessage,
  response: ServerResponse,
  {
    server,
    verifyCaller,
    maxBodyBytes,
  }: { server: ApolloServer<RequestContext>; verifyCaller: VerifyCaller; maxBodyBytes: number },
): Promise<void> {
  const body = await parsedBody(request, maxBodyBytes);
  if (typeof body === 'number') return fail(response, body);
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const url = request.url ?? '/';
  const search = url.includes('?') ? url.slice(url.indexOf('?')) : '';
  const answer = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: request.method?.toUpperCase() ?? 'GET', headers, search, body },
    context: async () => ({ principal: await callerOf(request, verifyCaller) }),
  });
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.statusCode = answer.status ?? 200;
  if (answer.body.kind === 'complete') {
    // as a string it leaves in one piece with the headers, as bytes in a second one
    response.setHeader('content-length', Buffer.byteLength(answer.body.string));
    response.end(answer.body.string);
    return;
  }
  for await (const chunk of answer.body.asyncIterator) response.write(chunk);
  response.end();
}

/** Nobody, when no token is sent: the operation is refused later unless it asks for the schema alone. */
async function callerOf(request: IncomingMessage, verifyCaller: VerifyCaller): Promise<Principal | null> {
  const token = bearerToken(request);
  if (token === null) return null;
  try {
    return await verifyCaller(token);
  } catch (error) {
    if (!(error instanceof PublicError)) throw error;
    throw error.code === 'UNAUTHENTICATED' ? unauthenticatedError(error.message) : withStatus(publicGraphQLError(error), 503);
  }
}

/** What Apollo Server takes for a body; a number is the status to refuse it with. */
async function parsedBody(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  if (request.method !== 'POST') return undefined;
  try {
    const body = await readBody(request, maxBytes);
    const type = request.headers['content-type'] ?? '';
    if (!/^application\/(graphql-response\+)?json *(;|$)/i.test(type)) return 415;
    if (!/charset *= *"?(?!utf-?8)/i.test(type)) return JSON.parse(body.toString());
    return 415;
  } catch (error) {
    return error instanceof BodyTooLarge ? 413 : 400;
  }
}

const problems: Readonly<Record<number, string>> = {
  400: 'The body is not JSON.',
  413: 'The body is too large.',
  415: 'The body must be application/json in UTF-8.',
};

function fail(response: ServerResponse, status: number): void {
  const body = JSON.stringify({ errors: [{ message: problems[status], extensions: { code: 'BAD_REQUEST' } }] });
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    // the rest of a body that is too large is not read: the connection cannot be used again
    ...(status === 413 ? { connection: 'close' } : {}),
  });
  response.end(body);
}
