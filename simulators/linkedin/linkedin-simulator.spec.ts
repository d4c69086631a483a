import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Simulators, startSimulators } from '../start-simulators.ts';
import { callSimulator } from '../testing/call-simulator.ts';

const SECRET = 'test-client-secret';
const HEADERS = {
  authorization: 'Bearer li-sim-77',
  'linkedin-version': '202610',
  'x-restli-protocol-version': '2.0.0',
};
const POST = 'urn:li:activity:71';
const COMMENTS = `/rest/socialActions/${encodeURIComponent(POST)}/comments`;
const COMMENT = { actor: 'urn:li:organization:77', object: POST, message: { text: 'Thanks.' } };
const KEY = (organization: string, user = 'urn:li:person:admin77') =>
  `(developerApplication:${encodeURIComponent('urn:li:developerApplication:1')},user:${encodeURIComponent(user)},entity:${encodeURIComponent(`urn:li:organization:${organization}`)},eventType:ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS)`;

describe('the LinkedIn stand-in', () => {
  let simulators: Simulators;
  let base: string;
  let app: Server;
  let answers: number[];
  // biome-ignore lint/suspicious/noExplicitAny: a test reads bodies of every shape
  let received: { raw: string; signature: string | undefined; body: any }[];

  beforeAll(async () => {
    app = createServer(async (request, response) => {
      const code = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams.get('challengeCode');
      if (request.method === 'GET') {
        const challengeResponse = createHmac('sha256', SECRET)
          .update(code ?? '')
          .digest('hex');
        response.setHeader('content-type', 'application/json').end(JSON.stringify({ challengeCode: code, challengeResponse }));
        return;
      }
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const raw = Buffer.concat(chunks).toString();
      received.push({ raw, signature: request.headers['x-li-signature']?.toString(), body: JSON.parse(raw) });
      response.writeHead(answers.shift() ?? 200).end();
    });
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
    const webhookUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}/webhooks/linkedin`;
    simulators = await startSimulators({ port: 0, seed: 7, linkedin: { webhookUrl, clientSecret: SECRET } });
    base = `http://127.0.0.1:${simulators.port}/linkedin`;
    await settings({ redeliveryMs: 20 });
  });
  afterAll(async () => {
    await simulators.close();
    app.close();
  });
  beforeEach(() => {
    answers = [];
    received = [];
  });

  const settings = (json: object) => callSimulator(`${base}/_settings`, { method: 'PUT', json });
  const call = (path: string, init: { method?: string; json?: unknown; headers?: Record<string, string> } = {}) =>
    callSimulator(`${base}${path}`, { ...init, headers: { ...HEADERS, ...init.headers } });
  const inbound = (json: unknown, query = '') => callSimulator(`${base}/_inbound${query}`, { json });

  it.each([
    ['no version', { 'linkedin-version': '' }, 400, 'INVALID_VERSION'],
    ['a version that has ended', { 'linkedin-version': '202508' }, 426, 'NONEXISTENT_VERSION'],
    ['the older protocol', { 'x-restli-protocol-version': '1.0.0' }, 400, 'ILLEGAL_ARGUMENT'],
    ['a token that is none', { authorization: 'Bearer nonsense' }, 401, 'INVALID_ACCESS_TOKEN'],
  ])('refuses %s', async (_what, headers, status, code) => {
    expect(await call('/rest/organizationAcls?q=roleAssignee', { headers })).toMatchObject({ status, body: { status, code } });
  });

  it('says which header is missing', async () => {
    const { authorization, 'x-restli-protocol-version': protocol } = HEADERS;
    const headers = { authorization, 'x-restli-protocol-version': protocol };
    const { status, body } = await callSimulator(`${base}${COMMENTS}`, { headers });
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'VERSION_MISSING' });
  });

  it('takes Rest.li’s own signs in a URN for syntax', async () => {
    const { body } = await inbound({ organizationId: '77' }, '?deliver=false');
    const urn = encodeURIComponent(body.urn);
    expect(await call(`/rest/socialActions/${urn}/comments`)).toMatchObject({ status: 400 });
    const encoded = urn.replace('(', '%28').replace(')', '%29');
    expect(await call(`/rest/socialActions/${encoded}/comments`)).toMatchObject({ status: 200, body: { elements: [] } });
  });

  it('makes a comment, with its bare id in the header and its whole name in the body, and tells of it as of the page’s own', async () => {
    const { status, headers, body } = await call(COMMENTS, { json: COMMENT });
    expect(status).toBe(201);
    expect(body).toMatchObject({ id: headers.get('x-restli-id'), $URN: `urn:li:comment:(${POST},${body.id})`, object: POST });
    expect(Math.abs(Number(BigInt(body.id) >> 22n) - Date.now())).toBeLessThan(5000);
    await vi.waitFor(() => expect(received).toHaveLength(1));
    const [{ raw, signature, body: webhook }] = received as [(typeof received)[number]];
    expect(signature).toBe(createHmac('sha256', SECRET).update(`hmacsha256=${raw}`).digest('hex'));
    expect(webhook.notifications).toMatchObject([
      { action: 'ADMIN_COMMENT', generatedActivity: `urn:li:comment:(activity:71,${body.id})` },
    ]);
  });

  it.each([
    ['another’s organisation', { ...COMMENT, actor: 'urn:li:organization:1' }, 403, 'ACCESS_DENIED'],
    ['a text that is too long', { ...COMMENT, message: { text: 'x'.repeat(1251) } }, 400, 'FIELD_LENGTH_TOO_LONG'],
    ['an answer to nothing', { ...COMMENT, parentComment: `urn:li:comment:(${POST},1)` }, 404, 'NOT_FOUND'],
    ['a picture', { ...COMMENT, content: [] }, 403, undefined],
    ['no text', { ...COMMENT, message: {} }, 400, 'MISSING_FIELD'],
  ])('refuses a comment with %s', async (_what, json, status, code) => {
    const answer = await call(COMMENTS, { json });
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(received).toEqual([]);
  });

  it('throttles comments and days in its own words', async () => {
    await settings({ commentsPerMinute: 0 });
    expect(await call(COMMENTS, { json: COMMENT })).toMatchObject({
      status: 429,
      body: { message: expect.stringContaining('throttled') },
    });
    await settings({ commentsPerMinute: 600, callsPerDay: 0 });
    expect(await call(COMMENTS)).toMatchObject({ status: 429, body: { serviceErrorCode: 101, code: 'TOO_MANY_REQUESTS' } });
    await settings({ callsPerDay: 100_000 });
  });

  it('sends notifications in tens, and again until they are taken', async () => {
    answers = [500];
    await inbound(Array.from({ length: 23 }, () => ({ organizationId: '77' })));
    await vi.waitFor(() => expect(received).toHaveLength(4));
    expect(received.map(({ body }) => body.notifications.length).sort()).toEqual([10, 10, 10, 3].sort());
    expect(new Set(received.map(({ raw }) => raw)).size).toBe(3);
    const { body } = await callSimulator(`${base}/_webhooks`);
    await vi.waitFor(() => expect(body.at(-3)).toMatchObject({ attempts: 2, state: 'delivered' }));
  });

  it('has what was sent for whoever missed it, by action and time, in pages', async () => {
    const at = Date.now() - 3_600_000;
    await callSimulator(`${base}/_inbound?deliver=false`, {
      json: Array.from({ length: 12 }, (_, n) => ({ organizationId: '78', text: `No. ${n}`, timestamp: at + n })),
    });
    const find = (query: string) =>
      call(`/rest/organizationalEntityNotifications?q=criteria&organizationalEntity=urn%3Ali%3Aorganization%3A78&${query}`, {
        headers: { authorization: 'Bearer li-sim-78' },
      });
    const range = `timeRange=(start:${at + 2},end:${at + 11})`;
    const first = await find(`actions=List(COMMENT,LIKE)&${range}&start=0&count=8`);
    expect(first.body.elements).toHaveLength(8);
    expect(first.body.paging.links).toHaveLength(1);
    const second = await find(`actions=List(COMMENT,LIKE)&${range}&start=8&count=8`);
    expect(second.body.elements).toHaveLength(2);
    expect((await find('actions=List(SHARE_MENTION)')).body.elements).toEqual([]);
    expect(await find('actions=COMMENT')).toMatchObject({ status: 400 });
  });

  it('keeps a subscription for its administrator until it ends, and can hold back what is not subscribed', async () => {
    await settings({ requireSubscription: true });
    await inbound({ organizationId: '77' });
    expect(received).toEqual([]);
    const path = `/rest/eventSubscriptions/${KEY('77')}`;
    expect(await call(path)).toMatchObject({ status: 404 });
    expect(await call(path, { method: 'PUT', json: { webhook: 'https://app.example/webhooks/linkedin' } })).toMatchObject({
      status: 204,
    });
    expect((await call(path)).body.expiresAt).toBeGreaterThan(Date.now());
    await inbound({ organizationId: '77' });
    expect(received).toHaveLength(1);
    expect(await call(`/rest/eventSubscriptions/${KEY('1')}`)).toMatchObject({ status: 403 });
    await settings({ requireSubscription: false });
  });

  it('edits and deletes what was said, and plays the challenge', async () => {
    const { body } = await inbound({ organizationId: '77', text: 'Helo.' });
    await inbound({ organizationId: '77', action: 'COMMENT_EDIT', commentUrn: body.urn, text: 'Hello.' });
    await inbound({ organizationId: '77', action: 'COMMENT_DELETE', commentUrn: body.urn });
    const said = received.map(({ body: { notifications } }) => [
      notifications[0].action,
      notifications[0].decoratedGeneratedActivity.comment.text,
    ]);
    expect(said).toEqual([
      ['COMMENT', 'Helo.'],
      ['COMMENT_EDIT', 'Hello.'],
      ['COMMENT_DELETE', undefined],
    ]);
    expect(await inbound({ organizationId: '77', action: 'COMMENT_EDIT', commentUrn: body.urn })).toMatchObject({ status: 400 });
    expect((await callSimulator(`${base}/_verify`, { method: 'POST' })).body).toMatchObject({ verified: true });
    await settings({ clientSecret: 'another' });
    expect((await callSimulator(`${base}/_verify`, { method: 'POST' })).body).toMatchObject({ verified: false });
    await settings({ clientSecret: SECRET });
  });
});
