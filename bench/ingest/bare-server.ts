import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpuMs, offer } from '../support/child.ts';
import { APP_SECRET } from '../support/facebook-webhook.ts';

/** The least that any webhook door does on this machine: read the body, check its signature, parse it, answer. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
    const expected = createHmac('sha256', APP_SECRET).update(body).digest();
    const given = Buffer.from(String(request.headers['x-hub-signature-256']).slice('sha256='.length), 'hex');
    const isRight = given.length === expected.length && timingSafeEqual(expected, given);
    const parsed = isRight ? (JSON.parse(body.toString()) as { object?: unknown }) : null;
    response.writeHead(parsed?.object === 'page' ? 200 : 401, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('EVENT_RECEIVED');
  });
});

offer({
  listen: () =>
    new Promise((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
    }),
  cpuMs,
});
