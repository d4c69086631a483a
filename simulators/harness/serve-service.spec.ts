import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Simulators, startSimulators } from '../start-simulators.ts';
import { callSimulator, type Reply } from '../testing/call-simulator.ts';
import { receiveWebhooks, type WebhookReceiver } from '../testing/webhook-receiver.ts';
import type { Call } from './call.ts';
import { Latencies } from './latencies.ts';

let app: WebhookReceiver;
let simulators: Simulators;
let facebook: string;

beforeAll(async () => {
  app = await receiveWebhooks('secret');
  simulators = await startSimulators({
    port: 0,
    facebook: { webhookUrl: app.url, appSecret: 'secret', verifyToken: 'verify-me' },
  });
  facebook = `http://127.0.0.1:${simulators.port}/facebook`;
});

afterAll(async () => {
  await simulators.close();
  await app.close();
});

beforeEach(async () => {
  await callSimulator(`${facebook}/_faults`, { method: 'DELETE' });
  await callSimulator(`${facebook}/_journal`, { method: 'DELETE' });
});

const send = (text: string, signal?: AbortSignal): Promise<Reply> =>
  callSimulator(`${facebook}/v25.0/me/messages?access_token=EAAG-sim-100`, {
    json: { recipient: { id: 'p1' }, messaging_type: 'RESPONSE', message: { text } },
    ...(signal ? { signal } : {}),
  });
const setFaults = (faults: unknown): Promise<Reply> => callSimulator(`${facebook}/_faults`, { method: 'PUT', json: faults });
const journal = async (): Promise<Reply['body']> => (await callSimulator(`${facebook}/_journal`)).body;
const storedTexts = async (): Promise<string[]> => {
  const url = `${facebook}/v25.0/100/conversations?user_id=p1&fields=messages{message}&access_token=EAAG-sim-100`;
  const { body } = await callSimulator(url);
  return (body.data[0]?.messages.data ?? []).map((message: { message: string }) => message.message);
};

describe('the journal', () => {
  it('holds every call with both bodies, and no credential', async () => {
    await send('for the journal');
    const [entry] = await journal();
    expect(entry).toMatchObject({ method: 'POST', path: '/v25.0/me/messages', status: 200 });
    expect(entry.request.message.text).toBe('for the journal');
    expect(entry.response.message_id).toMatch(/^m_/);
    expect(JSON.stringify(entry)).not.toContain('EAAG-sim');
  });

  it('does not list its own control calls', async () => {
    await setFaults([]);
    expect(await journal()).toEqual([]);
  });
});

describe('faults', () => {
  it('strike as often as told and are counted', async () => {
    await setFaults({
      match: { path: '/messages' },
      status: 500,
      body: { error: { code: 2 } },
      headers: { 'x-extra': '1' },
      times: 2,
    });
    const replies = [await send('a'), await send('b'), await send('c')];
    expect(replies.map((reply) => reply.status)).toEqual([500, 500, 200]);
    expect(replies[0]?.body).toEqual({ error: { code: 2 } });
    expect(replies[0]?.headers.get('x-extra')).toBe('1');
    expect((await callSimulator(`${facebook}/_faults`)).body).toMatchObject([{ struck: 2 }]);
    expect(await journal()).toMatchObject([{ status: 500, fault: 0 }, { status: 500 }, { status: 200 }]);
  });

  it('match by method, by a regular expression over the path and by a piece of the body', async () => {
    await setFaults([
      { match: { method: 'get', path: 'messages' }, status: 501 },
      { match: { path: '^/v25\\.0/me/messages' }, body: 'unused', status: 502, times: 1 },
      { match: { body: 'needle' }, status: 503 },
    ]);
    expect((await send('a')).status).toBe(502);
    expect((await send('a')).status).toBe(200);
    expect((await send('a needle')).status).toBe(503);
  });

  it('that are not applied leave nothing behind', async () => {
    await setFaults({ status: 500 });
    await send('never stored');
    await setFaults([]);
    expect(await storedTexts()).not.toContain('never stored');
  });

  it('that are applied and then hang leave the message sent and the caller without an answer', async () => {
    await setFaults({ match: { path: '/messages' }, hang: true, applied: true });
    const abort = new AbortController();
    const reply = send('stored and silent', abort.signal);
    await expect.poll(storedTexts).toContain('stored and silent');
    abort.abort();
    await expect(reply).rejects.toThrow(/abort/);
    await expect.poll(() => app.received.some((webhook) => webhook.raw.includes('stored and silent'))).toBe(true);
    const hung = (await journal()).find((entry: { method: string }) => entry.method === 'POST');
    expect(hung).toMatchObject({ status: null, fault: 0 });
  });

  it('drop the connection', async () => {
    await setFaults({ drop: true, match: { method: 'POST' } });
    await expect(send('dropped')).rejects.toThrow('fetch failed');
  });

  it('delay an answer that is otherwise the usual one', async () => {
    await setFaults({ delayMs: 120 });
    const startedAt = performance.now();
    expect((await send('slow')).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(115);
  });

  it('cut an answer in the middle of its body', async () => {
    await setFaults({ cut: true, applied: true, match: { method: 'POST' } });
    await expect(send('cut short')).rejects.toThrow('terminated');
    expect(await storedTexts()).toContain('cut short');
  });

  it('strike by chance, in the same order for the same seed', async () => {
    const run = async (): Promise<number[]> => {
      await setFaults({ match: { method: 'POST' }, status: 500, probability: 0.5, seed: 7 });
      const statuses: number[] = [];
      for (let index = 0; index < 12; index += 1) statuses.push((await send('chance')).status);
      return statuses;
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await run()).toEqual(first);
  });

  it('are refused with the reason when they are misspelt or do nothing', async () => {
    const misspelt = await setFaults({ staus: 500 });
    expect(misspelt.status).toBe(400);
    expect(misspelt.body.error).toContain('staus');
    expect((await setFaults([{ times: 1 }])).body.error).toContain('does nothing');
    expect((await setFaults({ hang: true, status: 500 })).body.error).toContain('no answer');
  });

  it('send an HTML page where JSON is expected', async () => {
    await setFaults({ status: 200, body: '<html>maintenance</html>' });
    const reply = await send('a');
    expect(reply.headers.get('content-type')).toBe('text/html');
    expect(reply.body).toBe('<html>maintenance</html>');
  });
});

describe('latencies', () => {
  afterEach(() => callSimulator(`${facebook}/_latencies`, { method: 'DELETE' }));

  it('hold calls back for as long as their distribution says, faults or not', async () => {
    await callSimulator(`${facebook}/_latencies`, {
      method: 'PUT',
      json: { match: { method: 'POST' }, p50Ms: 60, p95Ms: 60, seed: 1 },
    });
    await setFaults({ status: 500, match: { method: 'POST' } });
    const startedAt = performance.now();
    expect((await send('slow')).status).toBe(500);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(55);
  });

  it('have the quantiles that they are given', () => {
    const latencies = new Latencies('/facebook');
    latencies.set([{ match: {}, p50Ms: 100, p95Ms: 400, seed: 3 }]);
    const call = { method: 'GET', path: '/', query: new URLSearchParams(), text: '' } as Call;
    const drawn = Array.from({ length: 4000 }, () => latencies.drawMs(call)).sort((a, b) => a - b);
    expect(drawn[2000]).toBeGreaterThan(92);
    expect(drawn[2000]).toBeLessThan(108);
    expect(drawn[3800]).toBeGreaterThan(360);
    expect(drawn[3800]).toBeLessThan(440);
  });
});

describe('repeats', () => {
  it('name what took effect twice, a lost answer among it, and nothing that was refused', async () => {
    await send('once');
    await send('twice');
    await setFaults({ applied: true, status: 500, times: 1 });
    await send('twice');
    await setFaults({ status: 500 });
    await send('once');
    const url = `${facebook}/_repeats?method=POST&path=/messages&by=recipient.id,message.text`;
    expect((await callSimulator(url)).body).toMatchObject([{ values: ['p1', 'twice'], count: 2 }]);
  });
});
