import type { ServerResponse } from 'node:http';
import type { Answer } from './call.ts';

export function writeAnswer(response: ServerResponse, answer: Answer): void {
  // The caller may have given up long ago (that is what a delay is for); there is nobody to tell.
  if (response.destroyed) return;
  const headers = Object.fromEntries(Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  if (answer.body === undefined) {
    response.writeHead(answer.status, headers).end();
    return;
  }
  const isText = typeof answer.body === 'string';
  const text = isText ? (answer.body as string) : JSON.stringify(answer.body);
  const contentType = !isText ? 'application/json;charset=UTF-8' : text.startsWith('<') ? 'text/html' : 'text/plain';
  response.writeHead(answer.status, { 'content-type': contentType, ...headers }).end(text);
}
