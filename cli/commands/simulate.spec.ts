import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { receiveWebhooks, type WebhookReceiver } from '../../simulators/testing/webhook-receiver.ts';
import { simulate } from './simulate.ts';

const appSecret = 'the-secret-of-this-suite';

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await receiveWebhooks(appSecret);
});
afterEach(() => receiver.close());

const run = async (...args: string[]): Promise<{ code: number; lines: string[] }> => {
  const lines: string[] = [];
  const target = ['--url', new URL(receiver.url).origin, '--rate', '500'];
  const code = await simulate([...target, ...args], { FACEBOOK_APP_SECRET: appSecret }, (line) => lines.push(line));
  return { code, lines };
};

interface Item {
  sender: { id: string };
  recipient: { id: string };
  timestamp: number;
  message: { mid: string; text: string };
}

const items = (): Item[] =>
  receiver.received.flatMap(({ body }) => body.entry.flatMap(({ messaging }) => messaging as unknown as Item[]));

const said = (): string[] => items().map(({ sender, message }) => `${sender.id} ${message.text}`);

const refusal = (args: string[]): Promise<unknown> =>
  simulate(args, {}, () => undefined).then(
    () => 'sent',
    (error: Error) => `${error.name}: ${error.message}`,
  );

describe('parley simulate', () => {
  it('posts as many fresh messages as were asked for, each signed over the bytes that travel', async () => {
    const before = Date.now();
    const { code, lines } = await run('--count', '60');
    expect(code).toBe(0);
    expect(receiver.received).toHaveLength(60);
    expect(receiver.received.every(({ signatureHolds }) => signatureHolds)).toBe(true);
    expect(new Set(items().map(({ message }) => message.mid)).size).toBe(60);
    expect(items().every(({ timestamp }) => timestamp >= before && timestamp <= Date.now())).toBe(true);
    expect(lines.at(-1)).toMatch(/sent 60 {2}2xx 60 {2}others 0 {2}p50 [\d.]+ ms {2}p95 [\d.]+ ms$/);
  });

  it('writes the body as Meta does: no byte beyond ASCII, slashes escaped', async () => {
    await run('--count', '200');
    const bodies = receiver.received.map(({ raw }) => raw);
    expect(bodies.filter((raw) => /[^\x20-\x7e]/.test(raw))).toEqual([]);
    expect(bodies.filter((raw) => /[^\\]\//.test(raw))).toEqual([]);
    expect(bodies.some((raw) => /\\u[0-9a-f]{4}/.test(raw))).toBe(true);
    expect(said().some((text) => /[äöüé😊]/u.test(text))).toBe(true);
  });

  it('has the same people say the same for the same seed, under message ids that no run before had', async () => {
    await run('--count', '40', '--seed', '7');
    await run('--count', '40', '--seed', '7');
    const all = said();
    expect(all.slice(0, 40).toSorted()).toEqual(all.slice(40).toSorted());
    expect(new Set(items().map(({ message }) => message.mid)).size).toBe(80);
    await run('--count', '40', '--seed', '8');
    expect(said().slice(80).toSorted()).not.toEqual(all.slice(0, 40).toSorted());
  });

  it('writes to the account that was named, and to the demo shop unless one was', async () => {
    await run('--count', '1');
    await run('--count', '1', '--account', '2067280970047461');
    expect(items().map(({ recipient }) => recipient.id)).toEqual(['1067280970047460', '2067280970047461']);
  });

  it('reports every second at the rate it was asked for', async () => {
    const { lines } = await run('--rate', '40', '--seconds', '1.5');
    expect(receiver.received).toHaveLength(60);
    expect(lines[0]).toMatch(/^ {3}1 s {2}sent (3[5-9]|4[0-5]) /);
  });

  it('sends on while nothing is answered: the first answer here comes after the last message', async () => {
    const waiting: ServerResponse[] = [];
    const server = createServer((request, response) => {
      request.resume();
      waiting.push(response);
      if (waiting.length === 30) for (const held of waiting) held.writeHead(200).end();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      expect((await run('--url', url, '--count', '30')).code).toBe(0);
    } finally {
      server.close();
    }
  });

  it('ends with 1 and names the statuses when a message was not acknowledged', async () => {
    receiver.answers.push(200, 503, 401, 503);
    const { code, lines } = await run('--count', '10');
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatch(/sent 10 {2}2xx 7 {2}others 3 \((503: 2, 401: 1|401: 1, 503: 2)\)/);
  });

  it('ends with 1 when nobody listens', async () => {
    await receiver.close();
    const { code, lines } = await run('--count', '3');
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatch(/2xx 0 {2}others 3 \(no answer: 3\)/);
  });

  it('refuses to write to another machine', async () => {
    for (const url of [
      'http://192.0.2.7:4000',
      'http://parley.example',
      'http://127.0.0.1.parley.example',
      'http://localhost@192.0.2.7',
    ]) {
      expect(await refusal(['--url', url])).toMatch(/^UsageError: --url must be on this machine/);
    }
    for (const url of ['https://127.0.0.1:4000', 'not an address', 'file:///tmp'])
      expect(await refusal(['--url', url])).toMatch(/^UsageError: --url must be an address/);
  });

  it('says what is wrong with what was typed', async () => {
    expect(await refusal(['--platform', 'tiktok'])).toMatch(
      /^UsageError: --platform must be one of facebook, instagram, x, linkedin/,
    );
    expect(await refusal(['--count', '5', '--seconds', '5'])).toMatch(/not both/);
    expect(await refusal(['--count', '2.5'])).toMatch(/--count must be a whole number/);
    for (const rate of ['0', '-1', 'fast', '', '1e9'])
      expect(await refusal([`--rate=${rate}`])).toMatch(/--rate must be a number between/);
    expect(await refusal(['--account', 'acme'])).toMatch(/--account acme is no id of an account on FACEBOOK/);
    expect(await refusal(['--platform', 'linkedin', '--account', '88'])).toMatch(
      /--account 88 is no id of an account on LINKEDIN/,
    );
    expect(await refusal(['--speed', '5'])).toMatch(/--speed/);
  });
});
