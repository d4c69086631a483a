import type { ServerResponse } from 'node:http';
import type { Answer } from './call.ts';

export function writeAnswer(response: ServerResponse, answer: Answer): void {
  // The caller may have given up long ago (that is what a delay is for); there is nobody to tell.
  if (response.destroyed) return;
  const { headers, text } = encode(answer);
  response.writeHead(answer.status, headers).end(text);
}

/** Announces the whole body, sends its first half and closes the connection. */
export function cutAnswer(response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return;
  const { headers, text = '{"data":' } = encode(answer);
  const bytes = Buffer.from(text);
  response.writeHead(answer.status, { ...headers, 'content-length': String(bytes.length + 1) });
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.destroy());
}

function encode({ headers: given, body }: Answer): { headers: Record<string, string>; text?: string } {
  const headers = Object.fromEntries(Object.entries(given ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  if (body === undefined) return { headers };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const contentType =
    typeof body !== 'string' ? 'application/json;charset=UTF-8' : text.startsWith('<') ? 'text/html' : 'text/plain';
  return { headers: { 'content-type': contentType, ...headers }, text };
}
