import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { NO_PAYLOADS, payload } from '#kernel/testing/shared-payloads.ts';
import { Platform } from '../platform.ts';
import {
  type ConversationsFixture,
  makeConversations,
  messageItem,
  newPersonId,
  sign,
  VERIFY_TOKEN,
  webhook,
} from '../testing/conversations-fixture.ts';
import { InboundAppender, inboundLogAt } from './inbound-appender.ts';
import { webhookRoutes } from './webhook-routes.ts';

let fixture: ConversationsFixture;
beforeAll(async () => {
  fixture = await makeConversations();
});
afterAll(() => fixture.close());

const context = () => fixture.tenant.installation.platform;
const logged = async (): Promise<Buffer[]> => {
  const { rows } = await context().platform.query<{ id: string; body: Buffer }>(
    'select id, body from platform.inbound_log order by id',
  );
  return rows.map(({ id, body }) => context().seal.open(inboundLogAt(id), body));
};
beforeEach(async () => {
  await context().platform.query('delete from platform.inbound_log');
});

describe('the challenge', () => {
  it('is answered as plain text to whoever shows the verify token', async () => {
    const answer = await fixture.challenge({
      'hub.mode': 'subscribe',
      'hub.verify_token': VERIFY_TOKEN,
      'hub.challenge': '<b>1158201444</b>',
    });
    expect(answer).toMatchObject({
      status: 200,
      body: '<b>1158201444</b>',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
  });

  it.each([
    ['another token', { 'hub.mode': 'subscribe', 'hub.verify_token': 'guess', 'hub.challenge': '1' }],
    ['no token', { 'hub.mode': 'subscribe', 'hub.challenge': '1' }],
    ['another mode', { 'hub.mode': 'unsubscribe', 'hub.verify_token': VERIFY_TOKEN, 'hub.challenge': '1' }],
  ])('is refused with %s', async (_what, query) => {
    expect(await fixture.challenge(query)).toMatchObject({ status: 403 });
  });
});

describe('a webhook', () => {
  const body = Buffer.from(webhook(['1', messageItem(newPersonId(), 'hello \u00e4 / \ud83d\ude00')]));

  it('is stored byte for byte, sealed, before its 200', async () => {
    expect(await fixture.post(body)).toMatchObject({ status: 200, body: 'EVENT_RECEIVED' });
    expect(await logged()).toEqual([body]);
    const { rows } = await context().platform.query<{ body: Buffer }>('select body from platform.inbound_log');
    expect(rows[0]?.body.includes('hello')).toBe(false);
  });

  it('that is no JSON is stored too: an error would make the platform switch the hook off', async () => {
    const html = Buffer.from('<html>');
    expect(await fixture.post(html)).toMatchObject({ status: 200 });
    expect(await logged()).toEqual([html]);
  });

  it.each<[string, string | null]>([
    ['no signature', null],
    ['an empty signature', ''],
    ['a signature by another secret', sign(body, 'another-secret')],
    ['a signature of other bytes', sign(Buffer.from('{}'))],
    ['a signature of another length', sign(body).slice(0, -2)],
    ['a signature that is longer', `${sign(body)}00`],
    ['a signature in upper case', sign(body).toUpperCase()],
    ['a signature in base64', `sha256=${Buffer.from(sign(body).slice(7), 'hex').toString('base64')}`],
  ])('with %s is refused with 401 and leaves nothing', async (_what, signature) => {
    expect(await fixture.post(body, signature)).toMatchObject({ status: 401 });
    expect(await logged()).toEqual([]);
  });

  it('that is refused is counted by its reason', async () => {
    await fixture.post(body, null);
    await fixture.post(body, 'sha256=0');
    const metrics = await context().metrics.text();
    expect(metrics).toMatch(/webhooks_rejected_total\{platform="FACEBOOK",reason="signature-missing"\} [1-9]/);
    expect(metrics).toMatch(/webhooks_rejected_total\{platform="FACEBOOK",reason="signature-wrong"\} [1-9]/);
  });

  it('that cannot be stored is answered 500, so that the platform sends it again', async () => {
    const failing = { ...context(), platform: { query: () => Promise.reject(new Error('disk full')) } as never };
    const { connector } = fixture.channelMeans(fixture.tenant.ctx());
    const [, receive] = webhookRoutes(connector, new InboundAppender(failing), failing, () =>
      expect.unreachable('nothing was stored'),
    );
    const request = { url: new URL('http://127.0.0.1/webhooks/facebook'), headers: { 'x-hub-signature-256': sign(body) }, body };
    expect(await receive?.handle(request)).toMatchObject({ status: 500 });
  });
});

test('the golden webhook verifies as its raw bytes', async ({ skip }) => {
  if (NO_PAYLOADS) skip(NO_PAYLOADS);
  const golden = payload('messenger/golden-signed-dev.raw');
  const headers = JSON.parse(payload('messenger/golden-signed-dev.headers.json').toString()) as Record<string, string>;
  const signature = headers['X-Hub-Signature-256'] ?? '';
  expect(await fixture.post(golden, signature)).toMatchObject({ status: 200 });
  const reserialized = JSON.stringify(JSON.parse(golden.toString()));
  expect(await fixture.post(reserialized, signature)).toMatchObject({ status: 401 });
  expect(await logged()).toEqual([golden]);
});

/** An appender of its own, and how many inserts it made. */
const countingAppender = (): { appender: InboundAppender; inserts: () => number } => {
  let inserts = 0;
  const { platform } = context();
  const query = platform.query.bind(platform);
  const counting = {
    query: (...args: Parameters<typeof query>) => {
      inserts += 1;
      return query(...args);
    },
  };
  return { appender: new InboundAppender({ ...context(), platform: counting as never }), inserts: () => inserts };
};

test('webhooks that come together are written together, each whole', async () => {
  const bodies = Array.from({ length: 120 }, (_, n) => Buffer.from(webhook(['1', messageItem(newPersonId(), `number ${n}`)])));
  const { appender, inserts } = countingAppender();
  await Promise.all(bodies.map((body) => appender.append(Platform.FACEBOOK, body)));
  expect(await logged()).toEqual(bodies);
  expect(inserts()).toBeLessThan(10);
});

test('what nobody waits for is written with the next webhook that somebody waits for', async () => {
  const [echo, receipt, message] = ['echo', 'receipt', 'message'].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer];
  const { appender, inserts } = countingAppender();
  const reports = [echo, receipt].map((body) => appender.append(Platform.FACEBOOK, body, { canWait: true }));
  await Promise.all([appender.append(Platform.FACEBOOK, message), ...reports]);
  expect(new Set(await logged())).toEqual(new Set([echo, receipt, message]));
  expect(inserts()).toBe(1);
});

test('what nobody waits for is written by itself when nothing else comes', async () => {
  const { appender } = countingAppender();
  await appender.append(Platform.FACEBOOK, Buffer.from('echo'), { canWait: true });
  expect(await logged()).toEqual([Buffer.from('echo')]);
});
