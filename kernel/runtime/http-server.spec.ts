import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../telemetry/logger.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import type { Route } from './define-subgraph.ts';
import { createHttpServer, MAX_BODY_BYTES } from './http-server.ts';

describe('the HTTP server of a process', () => {
  const received: number[] = [];
  let logged: Record<string, unknown>[];
  let missing: string | null;
  let server: Server;
  let url: string;

  beforeEach(async () => {
    received.length = 0;
    logged = [];
    missing = null;
    const routes: Route[] = [
      {
        method: 'POST',
        path: '/in',
        handle: ({ url: { searchParams }, body }) => {
          received.push(body.length);
          return { status: 201, headers: { 'x-kind': searchParams.get('kind') ?? '' }, body };
        },
      },
      { method: 'GET', path: '/in', handle: () => ({ status: 200, body: 'got' }) },
      { method: 'POST', path: '/broken', handle: () => Promise.reject(new Error('password is hunter2')) },
    ];
    server = createHttpServer({
      routes,
      fallback: async ({ url: path }, response) => {
        if (path === '/torn') {
          response.write('half');
          throw new Error('torn in the middle');
        }
        if (path === '/front') response.end('front');
        return path === '/front';
      },
      readiness: async () => missing,
      metrics: createMetrics(),
      logger: createLogger({ level: 'debug', name: 'test' }, { write: (line: string) => void logged.push(JSON.parse(line)) }),
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const post = (path: string, body: string | Uint8Array<ArrayBuffer> | ReadableStream) =>
    fetch(`${url}${path}`, { method: 'POST', body, duplex: 'half' });
  /** Everything that comes back for bytes as they are, until the server ends the connection. */
  const talk = async (...parts: (string | Uint8Array)[]): Promise<string> => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    // a server that will not read on may end the connection while we still write
    socket.on('error', () => {});
    for (const part of parts) socket.write(part);
    await once(socket, 'close');
    return answer;
  };

  it('gives a route the body byte for byte, with address and method', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
    const answer = await post('/in?kind=a%20b', bytes);
    expect([answer.status, answer.headers.get('x-kind')]).toEqual([201, 'a b']);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
    expect(await (await fetch(`${url}/in?x=1`)).text()).toBe('got');
  });

  it('takes a body of exactly 1 MB', async () => {
    expect((await post('/in', new Uint8Array(MAX_BODY_BYTES))).status).toBe(201);
    expect(received).toEqual([MAX_BODY_BYTES]);
  });

  it('answers 413 to a body that announces more than 1 MB, and reads none of it', async () => {
    const answer = await talk(`POST /in HTTP/1.1\r\nhost: x\r\ncontent-length: ${MAX_BODY_BYTES + 1}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(received).toEqual([]);
  });

  it('lets a client that sends a body over 1 MB all the same read its 413', async () => {
    for (let attempt = 0; attempt < 5; attempt++) {
      const head = `POST /in HTTP/1.1\r\nhost: x\r\ncontent-length: ${4 * MAX_BODY_BYTES}\r\n\r\n`;
      expect(await talk(head, new Uint8Array(4 * MAX_BODY_BYTES))).toMatch(/^HTTP\/1\.1 413 /);
      expect((await post('/in', new Uint8Array(4 * MAX_BODY_BYTES))).status).toBe(413);
    }
    expect(received).toEqual([]);
  });

  it('answers 413 to a body of no announced length as soon as it is over 1 MB', async () => {
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
    });
    expect((await post('/in', stream)).status).toBe(413);
    expect(received).toEqual([]);
  });

  it('stores nothing of a body that breaks off, and goes on', async () => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write('POST /in HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf');
    await once(socket, 'connect');
    socket.destroy();
    expect((await post('/in', 'whole')).status).toBe(201);
    expect(received).toEqual([5]);
  });

  it('answers 404 where nobody is at home, also for another method of a route', async () => {
    for (const answer of [
      await fetch(`${url}/nothing`),
      await fetch(`${url}/in`, { method: 'PUT' }),
      await fetch(`${url}/health/x`),
    ]) {
      expect(answer.status).toBe(404);
    }
    expect(await (await fetch(`${url}/front`)).text()).toBe('front');
  });

  it('answers 500 without the reason, which is in the log', async () => {
    const answer = await post('/broken', 'x');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('hunter2');
    expect(JSON.stringify(logged)).toContain('a request failed');
  });

  it('cuts an answer off that fails in the middle, so that nobody takes it for whole', async () => {
    const answer = await fetch(`${url}/torn`);
    await expect(answer.text()).rejects.toThrow();
  });

  it('is live always and ready when nothing is missing', async () => {
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    missing = 'the database does not answer';
    const ready = await fetch(`${url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'not ready', missing }]);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });

  it('shows its numbers at /metrics', async () => {
    const answer = await fetch(`${url}/metrics`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')]);
  });
});
