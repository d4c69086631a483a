import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedWebhook {
  raw: string;
  signatureHolds: boolean;
  // The envelope as a test reads it; what does not fit fails the test that looks.
  body: { entry: { id: string; messaging: Record<string, Record<string, unknown>>[] }[] };
}

export interface WebhookReceiver {
  url: string;
  received: ReceivedWebhook[];
  /** Statuses for the next webhooks, in turn; 200 when used up. */
  answers: number[];
  close(): Promise<void>;
}

/** The app at the other end, as far as the platform sees it. */
export async function receiveWebhooks(appSecret: string): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const answers: number[] = [];
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') {
      const query = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams;
      response.end(query.get('hub.verify_token') === 'verify-me' ? query.get('hub.challenge') : '');
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const expected = `sha256=${createHmac('sha256', appSecret).update(raw).digest('hex')}`;
    const signatureHolds = request.headers['x-hub-signature-256'] === expected;
    received.push({
      raw: raw.toString('utf8'),
      signatureHolds,
      body: JSON.parse(raw.toString('utf8')) as ReceivedWebhook['body'],
    });
    response.writeHead(answers.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/facebook`,
    received,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
