import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulators, startSimulators } from '../start-simulators.ts';
import { callSimulator, type Reply } from '../testing/call-simulator.ts';
import { type ReceivedWebhook, receiveWebhooks, type WebhookReceiver } from '../testing/webhook-receiver.ts';

const account = '1784';
const token = `IGAA-sim-${account}`;
const dayMs = 86_400_000;

let app: WebhookReceiver;
let simulators: Simulators;
let instagram: string;

beforeAll(async () => {
  app = await receiveWebhooks('secret');
  simulators = await startSimulators({
    port: 0,
    instagram: { webhookUrl: app.url, appSecret: 'secret', verifyToken: 'verify-me' },
  });
  instagram = `http://127.0.0.1:${simulators.port}/instagram`;
});

afterAll(async () => {
  await simulators.close();
  await app.close();
});

const graph = (path: string, init: Parameters<typeof callSimulator>[1] = {}): Promise<Reply> =>
  callSimulator(`${instagram}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
const send = (igsid: string, message: unknown, more: object = {}): Promise<Reply> =>
  graph(`/v25.0/${account}/messages`, { json: { recipient: { id: igsid }, message, ...more } });
const inbound = (message: object): Promise<Reply> =>
  callSimulator(`${instagram}/_inbound`, { json: { accountId: account, igsid: 'p', text: 'hello', ...message } });
const event = (what: object): Promise<Reply> =>
  callSimulator(`${instagram}/_events`, { json: { accountId: account, igsid: 'p', ...what } });
const settings = (patch: object): Promise<Reply> => callSimulator(`${instagram}/_settings`, { method: 'PUT', json: patch });
const itemsWith = (text: string): ReceivedWebhook['body']['entry'][number]['messaging'] =>
  app.received
    .filter((webhook) => webhook.raw.includes(text))
    .flatMap(({ body }) => body.entry.flatMap((entry) => entry.messaging));

describe('an account', () => {
  it('is known by its user_id; `id` is for the application alone', async () => {
    expect((await graph('/v25.0/me?fields=user_id,username')).body).toEqual({
      user_id: account,
      username: 'account.1784',
      id: `9${account}`,
    });
    expect((await callSimulator(`${instagram}/me?access_token=EAAG-sim-1`)).body.error).toMatchObject({ code: 190 });
    expect((await graph('/v25.0/app?fields=id')).body.error).toMatchObject({ code: 230 });
  });

  it('gives a renewed token of sixty days, which acts for it, while the old one still does', async () => {
    const path = '/refresh_access_token?grant_type=ig_refresh_token&access_token=';
    const { body } = await callSimulator(`${instagram}${path}${token}`);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^IGAA-sim-1784\.\d+$/),
      token_type: 'bearer',
      expires_in: 5_184_000,
    });
    for (const either of [token, body.access_token]) {
      expect((await callSimulator(`${instagram}/me?fields=user_id&access_token=${either}`)).body.user_id).toBe(account);
    }
    expect((await callSimulator(`${instagram}/refresh_access_token?access_token=${token}`)).body.error.code).toBe(100);
    await settings({ expiredAccounts: [account] });
    expect((await callSimulator(`${instagram}${path}${token}`)).body.error).toMatchObject({ code: 190, error_subcode: 463 });
    await settings({ expiredAccounts: [] });
  });

  it('has the subscription fields of Instagram, and no others', async () => {
    const subscribe = (fields: string): Promise<Reply> =>
      graph(`/v25.0/${account}/subscribed_apps?subscribed_fields=${fields}`, { method: 'POST' });
    expect((await subscribe('messages,message_echoes')).body.error).toMatchObject({ code: 100 });
    expect((await subscribe('messages,messaging_seen')).body).toEqual({ success: true });
    const held = (await graph(`/v25.0/${account}/subscribed_apps`)).body.data[0].subscribed_fields;
    expect(held).toEqual(['messages', 'messaging_seen']);
    expect((await event({ event: 'postback', igsid: 'p-unheard', title: 'unheard' })).body.status).toBeNull();
    await subscribe('messages,messaging_seen,messaging_postbacks,message_edit,message_reactions,messaging_handover,standby');
  });
});

describe('sending', () => {
  it('takes 1,000 bytes of text and no metadata, and echoes without any', async () => {
    const text = 'ä'.repeat(500);
    expect((await send('p-send', { text: `${text}.` })).body.error).toMatchObject({ code: 100 });
    expect((await send('p-send', { text, metadata: 'ours' })).body.error).toMatchObject({ code: 100 });
    const sent = await send('p-send', { text });
    expect(sent.body).toEqual({ recipient_id: 'p-send', message_id: expect.stringMatching(/^aWdf/) });
    await expect
      .poll(() => itemsWith(sent.body.message_id))
      .toMatchObject([{ sender: { id: account }, message: { mid: sent.body.message_id, is_echo: true } }]);
    expect(itemsWith(sent.body.message_id)[0]?.message).not.toHaveProperty('metadata');
    expect(app.received.every((webhook) => webhook.signatureHolds)).toBe(true);
  });

  it('closes the window as Instagram says it, and leaves it open to a person for seven days', async () => {
    await inbound({ igsid: 'p-late', timestamp: Date.now() - 2 * dayMs });
    expect((await send('p-late', { text: 'late' })).body.error).toMatchObject({ code: 10, error_subcode: 2534022 });
    const asPerson = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' };
    expect((await send('p-late', { text: 'late' }, asPerson)).status).toBe(200);
    await inbound({ igsid: 'p-later', timestamp: Date.now() - 8 * dayMs });
    expect((await send('p-later', { text: 'late' }, asPerson)).body.error).toMatchObject({ code: 10, error_subcode: 2534022 });
  });
});

describe('a person', () => {
  it('edits, takes back, reacts, presses a button and reads', async () => {
    const { mid } = (await inbound({ text: 'oka?' })).body;
    await event({ event: 'edit', text: 'oak?' });
    await event({ event: 'reaction', emoji: '🔥' });
    const { mid: gone } = (await inbound({ text: 'never mind' })).body;
    await event({ event: 'unsend', mid: gone });
    await event({ event: 'postback', title: 'Call me' });
    const ours = (await send('p', { text: 'seen?' })).body.message_id;
    await event({ event: 'read' });
    expect(itemsWith('oak?')).toMatchObject([{ message_edit: { mid, text: 'oak?', num_edit: 1 } }]);
    expect(itemsWith('"reaction"')).toMatchObject([{ reaction: { mid, action: 'react' } }]);
    expect(itemsWith('is_deleted')).toMatchObject([{ sender: { id: 'p' }, message: { mid: gone, is_deleted: true } }]);
    expect(itemsWith('Call me')).toMatchObject([{ postback: { title: 'Call me', payload: 'PAYLOAD' } }]);
    expect(itemsWith('"read"')).toMatchObject([{ read: { mid: ours } }]);
    const query = 'platform=instagram&user_id=p&fields=messages{id,message,from}';
    const { messages } = (await graph(`/v25.0/${account}/conversations?${query}`)).body.data[0];
    expect(messages.data.map(({ message }: { message: string }) => message)).toEqual(['seen?', 'Call me', 'oak?']);
    expect(messages.data[0].from).toEqual({ username: 'account.1784', id: account });
  });

  it('whose thread another application holds is heard in standby, without a button’s payload', async () => {
    await event({ event: 'hold', igsid: 'p-held' });
    expect((await send('p-held', { text: 'not ours' })).body.error).toMatchObject({ code: 10, error_subcode: 2534037 });
    await inbound({ igsid: 'p-held', text: 'for the other' });
    await event({ event: 'postback', igsid: 'p-held', title: 'Held' });
    const standby = (text: string): unknown => app.received.find((webhook) => webhook.raw.includes(text))?.body.entry[0];
    expect(standby('for the other')).toMatchObject({ id: account, standby: [{ message: { text: 'for the other' } }] });
    expect(standby('Held')).toMatchObject({ standby: [{ postback: { mid: expect.any(String), title: 'Held' } }] });
    expect(JSON.stringify(standby('Held'))).not.toContain('PAYLOAD');
    await event({ event: 'release', igsid: 'p-held' });
    expect((await send('p-held', { text: 'ours' })).status).toBe(200);
  });

  it('has a name and a user name once they wrote, and none before', async () => {
    await inbound({ igsid: 'p-name', name: 'Anna Roth' });
    expect((await graph('/v25.0/p-name?fields=name,username')).body).toEqual({
      name: 'Anna Roth',
      username: 'anna.roth',
      id: 'p-name',
    });
    expect((await graph('/v25.0/p-nobody?fields=name')).body.error).toMatchObject({ code: 230 });
  });

  it('is shown with the 20 latest messages of a conversation', async () => {
    await inbound({ igsid: 'p-long', text: 'message 0' });
    const list = Array.from({ length: 24 }, (_, index) => ({
      accountId: account,
      igsid: 'p-long',
      text: `message ${index + 1}`,
    }));
    await callSimulator(`${instagram}/_inbound`, { json: list });
    const query = 'platform=instagram&user_id=p-long&fields=messages.limit(50){message}';
    const { messages } = (await graph(`/v25.0/${account}/conversations?${query}`)).body.data[0];
    expect(messages.data).toHaveLength(20);
    expect(messages.data[0].message).toBe('message 24');
    expect(messages.paging.next).toBeUndefined();
    expect((await graph(`/v25.0/${account}/conversations?platform=messenger`)).body.error).toMatchObject({ code: 100 });
  });
});

it('a control body that does not fit is told in full', async () => {
  expect((await event({ event: 'wink' })).body.error).toContain('event');
  expect((await event({ event: 'edit', text: 'x', igsid: 'p-nothing-said' })).body.error).toContain('no such message');
  expect((await callSimulator(`${instagram}/_inbound`, { json: { accountId: account, igsid: 'p' } })).body.error).toContain(
    'text',
  );
  expect((await callSimulator(`${instagram}/_inbound`, { json: { pageId: account, psid: 'p', text: 'x' } })).status).toBe(400);
});
