import { once } from 'node:events';
import { Agent, createServer, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { makeTestInstallation, type TestInstallation } from '../testing/test-installation.ts';
import { defineSubgraph } from './define-subgraph.ts';
import { type Front, type RunningProcess, startProcess } from './start-process.ts';

/** A call that stays under way until the spec lets it be answered. */
class Held {
  readonly #answers: (() => void)[] = [];
  get underWay(): number {
    return this.#answers.length;
  }
  wait(): Promise<void> {
    return new Promise((resolve) => this.#answers.push(resolve));
  }
  release(): void {
    for (const answer of this.#answers.splice(0)) answer();
  }
}

describe('a process that stops', () => {
  let fixture: TestInstallation;
  let call: Held;
  let step: Held;
  let happened: string[];
  let process: RunningProcess;
  const agent = new Agent({ keepAlive: true });

  beforeAll(async () => {
    fixture = await makeTestInstallation([]);
  });
  afterAll(async () => {
    agent.destroy();
    await fixture.close();
  });

  const subgraph = () =>
    defineSubgraph({
      name: 'spec',
      resolvers: [],
      entities: [],
      migrations: new URL('./none/', import.meta.url),
      routes: () => [
        {
          method: 'POST',
          path: '/held',
          handle: async () => {
            await call.wait();
            happened.push('answered');
            return { status: 200, body: 'done' };
          },
        },
      ],
      accompany: () => {
        happened.push('accompanied');
        return async () => void happened.push('accompaniment ended');
      },
      loops: [
        {
          name: 'held',
          idleMs: 3_600_000,
          step: async () => {
            await step.wait();
            happened.push('step finished');
            return false;
          },
        },
      ],
    });
  const sockets = new WebSocketServer({ noServer: true });
  const streams: ServerResponse[] = [];
  const front = (): Front => ({
    handle: (_asked, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
      streams.push(response);
      return true;
    },
    attach: (server) => {
      server.on('upgrade', (asked, socket, head) => sockets.handleUpgrade(asked, socket, head, () => {}));
    },
    stop: async () => {
      for (const socket of sockets.clients) socket.close(1001);
      for (const stream of streams.splice(0)) stream.end('event: complete\n\n');
      happened.push('front stopped');
    },
  });
  const start = (port = 0, works = false): Promise<RunningProcess> =>
    startProcess({
      installation: fixture.installation,
      declarations: [subgraph()],
      works,
      front: front(),
      host: '127.0.0.1',
      port,
    });

  beforeEach(async () => {
    [call, step, happened] = [new Held(), new Held(), []];
    process = await start();
  });
  afterEach(async () => {
    step.release();
    call.release();
    await process.stop();
  });

  /** Over connections that are kept, unless said. */
  const ask = (method: string, path: string, keep = true): Promise<{ status: number; connection: string; body: string }> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: process.port, method, path, agent: keep ? agent : false }, (answer) => {
        let body = '';
        answer.on('data', (chunk) => {
          body += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, connection: answer.headers.connection ?? '', body }));
      });
      sent.on('error', reject);
      sent.end();
    });
  const upgraded = async () => {
    const socket = connect(process.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(
      'GET /graphql HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    await once(socket, 'data');
    return socket;
  };
  const tookMs = async (work: Promise<void>): Promise<number> => {
    const startedAt = performance.now();
    await work;
    return performance.now() - startedAt;
  };

  it('ends at once when nothing is under way, although clients keep their connections', async () => {
    await Promise.all([ask('GET', '/health/live'), ask('GET', '/health/live')]);
    const silent = connect(process.port, '127.0.0.1');
    await once(silent, 'connect');
    expect(await tookMs(process.stop())).toBeLessThan(250);
    await expect(ask('GET', '/health/live')).rejects.toThrow();
    silent.destroy();
  });

  it('says so first, and gives the answers that are under way', async () => {
    const answer = ask('POST', '/held');
    await vi.waitFor(() => expect(call.underWay).toBe(1));
    expect((await ask('GET', '/health/ready')).status).toBe(200);
    const stopped = process.stop();
    expect(await ask('GET', '/health/ready')).toMatchObject({ status: 503, body: expect.stringContaining('stopping') });
    expect((await ask('GET', '/health/ready', false)).status).toBe(503);
    expect(happened).toEqual([]);
    call.release();
    expect(await answer).toEqual({ status: 200, connection: 'close', body: 'done' });
    expect(await tookMs(stopped)).toBeLessThan(250);
    expect(happened).toEqual(['answered', 'front stopped']);
  });

  it('takes leave of WebSockets, and waits but a moment for one that says nothing', async () => {
    const socket = await upgraded();
    const goodbye = once(socket, 'data');
    const stopped = tookMs(process.stop());
    const [frame] = await goodbye;
    expect([frame[0], frame.readUInt16BE(2)]).toEqual([0x88, 1001]);
    expect(await stopped).toBeLessThan(2_000);
    await vi.waitFor(() => expect(socket.destroyed).toBe(true));
  });

  it('does not wait for event streams to end by themselves', async () => {
    const answer = await fetch(`http://127.0.0.1:${process.port}/stream`);
    const text = answer.text();
    expect(await tookMs(process.stop())).toBeLessThan(250);
    expect(await text).toBe(':\n\nevent: complete\n\n');
  });

  it('lets the steps of its loops finish', async () => {
    const working = await start(0, true);
    await vi.waitFor(() => expect(step.underWay).toBe(1));
    const stopped = working.stop();
    await new Promise((resolve) => setImmediate(resolve));
    step.release();
    await stopped;
    expect(happened.slice(-2)).toEqual(['step finished', 'accompaniment ended']);
  });

  it('leaves nothing running when its port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    await expect(start((taken.address() as AddressInfo).port, true)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect([step.underWay, happened]).toEqual([0, ['front stopped']]);
    taken.close();
  });
});
