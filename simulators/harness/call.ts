import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

export type CallBody =
  | { kind: 'none' }
  | { kind: 'json'; value: unknown }
  | { kind: 'malformed-json' }
  | { kind: 'form'; value: Record<string, string> }
  | { kind: 'other' };

/** One request as the outside service would see it: `path` starts behind our `/{service}` prefix and has no query. */
export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  text: string;
  body: CallBody;
  /** Set by a fault: the send is applied, but its echo webhook never leaves. */
  withholdEcho: boolean;
}

/** An object body is sent as JSON, a string as it is, nothing as an empty body. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

const maxBodyBytes = 10 * 1024 * 1024;

export class BodyTooLarge extends Error {}

export async function readCall(request: IncomingMessage, path: string, query: URLSearchParams): Promise<Call> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) throw new BodyTooLarge(`a body may have ${maxBodyBytes} bytes`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return {
    method: request.method ?? 'GET',
    path,
    query,
    headers: request.headers,
    text,
    body: parseBody(text, request.headers['content-type'] ?? ''),
    withholdEcho: false,
  };
}

function parseBody(text: string, contentType: string): CallBody {
  if (text === '') return { kind: 'none' };
  if (/^application\/(json|[\w.]+\+json)\b/i.test(contentType)) {
    try {
      return { kind: 'json', value: JSON.parse(text) as unknown };
    } catch {
      return { kind: 'malformed-json' };
    }
  }
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) {
    return { kind: 'form', value: Object.fromEntries(new URLSearchParams(text)) };
  }
  return { kind: 'other' };
}
