import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Replayed {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Replay {
  readonly url: string;
  /** What came, in order. */
  readonly received: { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: unknown }[];
  /** For every call from now on. */
  answer(next: Replayed): void;
  close(): Promise<void>;
}

/** A server that knows nothing of a vendor and says what one once said, to a real SDK. */
export async function replayAnswers(): Promise<Replay> {
  const received: { path: string; headers: IncomingHttpHeaders; body: unknown }[] = [];
  let next: Replayed = { status: 500, body: {} };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    received.push({ path: request.url ?? '', headers: request.headers, body: text === '' ? null : JSON.parse(text) });
    response.writeHead(next.status, { 'content-type': 'application/json', ...next.headers }).end(JSON.stringify(next.body));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: (given) => {
      next = given;
      received.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
