import { connect } from 'node:net';
import { offer } from '../support/child.ts';
import { newPsid, type SignedWebhook, signedWebhook, WEBHOOK_PATH } from '../support/facebook-webhook.ts';

export interface Load {
  readonly port: number;
  readonly pageId: string;
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadResult {
  readonly latenciesMs: number[];
  readonly elapsedMs: number;
  readonly refused: number;
}

/** A second of load is prepared for at most this many requests a second; beyond it bodies come again. */
const DISTINCT_PER_SECOND = 6000;
const WORDS =
  'hello can you tell me whether the trail bike is there in size L and what delivery to Graz costs I would like to ride it before the weekend thanks a lot Müller'.split(
    ' ',
  );

// Sockets of our own rather than a load tester: on two cores what it costs is taken from what it measures.
offer({
  run: async ({ port, pageId, connections, seconds }: Load): Promise<LoadResult> => {
    const pool = Array.from({ length: Math.ceil(DISTINCT_PER_SECOND * seconds) }, (_, n) =>
      request(port, signedWebhook({ pageId, psid: newPsid(), text: textOf(n) })),
    );
    const latenciesMs: number[] = [];
    let refused = 0;
    let next = 0;
    const startedAt = performance.now();
    const until = startedAt + seconds * 1000;
    await Promise.all(
      Array.from({ length: connections }, () =>
        keepAsking(
          port,
          until,
          () => pool[next++ % pool.length] ?? Buffer.alloc(0),
          (status, latencyMs) => {
            if (status === 200) latenciesMs.push(latencyMs);
            else refused++;
          },
        ),
      ),
    );
    const elapsedMs = performance.now() - startedAt;
    return { latenciesMs, elapsedMs, refused };
  },
});

/** From 20 to 400 characters, most of them short, as people write. */
function textOf(n: number): string {
  const words = 4 + ((n * 7919) % 13) * ((n * 104_729) % 6);
  return Array.from({ length: words }, (_, place) => WORDS[(n + place * 5) % WORDS.length]).join(' ');
}

function request(port: number, { body, signature }: SignedWebhook): Buffer {
  const head = [
    `POST ${WEBHOOK_PATH} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    'user-agent: facebookexternalua',
    'accept: */*',
    'content-type: application/json',
    `content-length: ${body.length}`,
    `x-hub-signature-256: ${signature}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

/** One connection that asks again as soon as it is answered. */
function keepAsking(
  port: number,
  until: number,
  nextRequest: () => Buffer,
  onAnswer: (status: number, latencyMs: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let askedAt = 0;
    let received = '';
    const ask = (): void => {
      askedAt = performance.now();
      socket.write(nextRequest());
    };
    socket.setEncoding('latin1');
    socket.on('connect', ask);
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed the connection')));
    socket.on('data', (chunk) => {
      received += chunk;
      if (!isWhole(received)) return;
      const now = performance.now();
      onAnswer(Number(received.slice(9, 12)), now - askedAt);
      received = '';
      if (now < until) return ask();
      resolve();
      socket.destroy();
    });
  });
}

/** Node answers a short body either with its length or as one chunk. */
function isWhole(answer: string): boolean {
  const head = answer.indexOf('\r\n\r\n');
  if (head === -1) return false;
  const length = /content-length: (\d+)/i.exec(answer.slice(0, head))?.[1];
  return length === undefined ? answer.endsWith('0\r\n\r\n') : answer.length >= head + 4 + Number(length);
}
