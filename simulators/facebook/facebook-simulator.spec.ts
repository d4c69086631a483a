import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulators, startSimulators } from '../start-simulators.ts';
import { callSimulator, type Reply } from '../testing/call-simulator.ts';
import { type ReceivedWebhook, receiveWebhooks, type WebhookReceiver } from '../testing/webhook-receiver.ts';

const token = 'EAAG-sim-1067';
const dayMs = 86_400_000;

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

const graph = (path: string, init: Parameters<typeof callSimulator>[1] = {}): Promise<Reply> =>
  callSimulator(`${facebook}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
const send = (psid: string, message: unknown, more: object = {}): Promise<Reply> =>
  graph('/v25.0/1067/messages', { json: { recipient: { id: psid }, messaging_type: 'RESPONSE', message, ...more } });
const inbound = (message: object): Promise<Reply> =>
  callSimulator(`${facebook}/_inbound`, { json: { pageId: '1067', psid: 'p', text: 'hello', ...message } });
const settings = (patch: object): Promise<Reply> => callSimulator(`${facebook}/_settings`, { method: 'PUT', json: patch });
const webhooksWith = (text: string): ReceivedWebhook[] => app.received.filter((webhook) => webhook.raw.includes(text));

describe('tokens', () => {
  it('name the page they control', async () => {
    expect((await graph('/v25.0/me?fields=id,name')).body).toEqual({ id: '1067', name: 'Page 1067' });
    expect((await graph('/1067?fields=id,category')).body).toEqual({ id: '1067', category: 'Business' });
    expect((await callSimulator(`${facebook}/v20.0/me?access_token=${token}`)).body.id).toBe('1067');
  });

  it('of no page, of another page and of none are three different errors', async () => {
    expect((await callSimulator(`${facebook}/me?access_token=other`)).body.error).toMatchObject({
      code: 190,
      type: 'OAuthException',
    });
    expect((await graph('/v25.0/999/messages', { json: {} })).body.error).toMatchObject({ code: 100, error_subcode: 33 });
    expect((await graph('/v25.0/999?fields=id,name')).body.error).toMatchObject({ code: 100, error_subcode: 33 });
    expect((await callSimulator(`${facebook}/me`)).body.error.code).toBe(104);
  });

  it('stop working when they are taken back', async () => {
    await settings({ revokedAccounts: ['1067'] });
    expect((await graph('/me')).body.error).toMatchObject({ code: 190, error_subcode: 460 });
    await settings({ revokedAccounts: [] });
  });

  it('do not open versions that do not exist', async () => {
    expect((await graph('/v99.0/me')).body.error.code).toBe(2500);
  });
});

describe('sending', () => {
  it('answers the ids, keeps the message and sends a signed echo in the escaped form', async () => {
    const text = 'Grüße / 👍 sent';
    const sent = await send('p-send', { text, metadata: 'parley:42' });
    expect(sent.body).toEqual({ recipient_id: 'p-send', message_id: expect.stringMatching(/^m_\w{86}$/) });
    const echoed = (): ReceivedWebhook[] => webhooksWith('parley:42');
    await expect.poll(() => echoed().length).toBe(1);
    const [echo] = echoed();
    expect(echo?.signatureHolds).toBe(true);
    expect(echo?.raw).toContain('Gr\\u00fc\\u00dfe \\/ \\ud83d\\udc4d sent');
    const message = { mid: sent.body.message_id, text, is_echo: true, app_id: expect.any(Number), metadata: 'parley:42' };
    const item = { sender: { id: '1067' }, recipient: { id: 'p-send' }, timestamp: expect.any(Number), message };
    expect(echo?.body.entry).toEqual([{ id: '1067', time: expect.any(Number), messaging: [item] }]);
  });

  it.each([
    ['an unknown key', { message: { text: 'a', surprise: 1 } }, 'surprise'],
    ['no messaging type', { messaging_type: undefined, message: { text: 'a' } }, 'messaging_type'],
    ['a tag type without a tag', { messaging_type: 'MESSAGE_TAG', message: { text: 'a' } }, 'tag'],
    ['no recipient', { recipient: undefined, message: { text: 'a' } }, 'recipient'],
    ['an empty text', { message: { text: '' } }, 'empty'],
    ['a text of 2001 characters', { message: { text: 'x'.repeat(2001) } }, '2000'],
    ['metadata of 1001 characters', { message: { text: 'a', metadata: 'x'.repeat(1001) } }, '1000'],
  ])('refuses %s with error 100', async (_name, body, told) => {
    const reply = await send('p-strict', undefined, body);
    expect(reply.status).toBe(400);
    expect(reply.body.error).toMatchObject({ code: 100, type: 'OAuthException', fbtrace_id: expect.any(String) });
    expect(reply.body.error.message).toContain(told);
  });

  it('refuses a body that is not JSON', async () => {
    const reply = await fetch(`${facebook}/me/messages?access_token=${token}`, {
      method: 'POST',
      body: new URLSearchParams({ a: 'b' }),
    });
    expect(reply.status).toBe(400);
  });

  it('takes 2000 characters, however many bytes they are', async () => {
    expect((await send('p-long', { text: '👍'.repeat(2000) })).status).toBe(200);
  });

  it('closes the window 24 hours after the last inbound, and after seven days for a human agent', async () => {
    await inbound({ psid: 'p-window', timestamp: Date.now() - 2 * dayMs });
    expect((await send('p-window', { text: 'late' })).body.error).toMatchObject({ code: 10, error_subcode: 2018278 });
    const asHuman = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' };
    expect((await send('p-window', { text: 'by a person' }, asHuman)).status).toBe(200);
    await inbound({ psid: 'p-window' });
    expect((await send('p-window', { text: 'in time' })).status).toBe(200);
  });

  it('keeps the echo back when a fault withholds it', async () => {
    await callSimulator(`${facebook}/_faults`, { method: 'PUT', json: { match: { body: 'withheld' }, withholdEcho: true } });
    expect((await send('p-echo', { text: 'withheld' })).status).toBe(200);
    await callSimulator(`${facebook}/_faults`, { method: 'DELETE' });
    await send('p-echo', { text: 'echoed after' });
    await expect.poll(() => webhooksWith('echoed after').length).toBe(1);
    expect(webhooksWith('withheld')).toEqual([]);
  });

  it('sends delivery receipts when they are wanted', async () => {
    await settings({ deliveryReceipts: true });
    const sent = await send('p-receipt', { text: 'with receipt' });
    await settings({ deliveryReceipts: false });
    await expect.poll(() => webhooksWith('"mids"').length).toBe(1);
    const item = webhooksWith('"mids"')[0]?.body.entry[0]?.messaging[0];
    expect(item).toMatchObject({ sender: { id: 'p-receipt' }, delivery: { mids: [sent.body.message_id] } });
  });
});

describe('webhooks', () => {
  it('are sent again until the app accepts them', async () => {
    app.answers.push(500, 503, 404);
    expect((await inbound({ psid: 'p-retry', text: 'again and again' })).body.status).toBe(500);
    await expect.poll(() => webhooksWith('again and again').length).toBe(4);
    expect(new Set(webhooksWith('again and again').map((webhook) => webhook.raw)).size).toBe(1);
    const kept = async (): Promise<unknown> => (await callSimulator(`${facebook}/_webhooks`)).body.at(-1);
    await expect.poll(kept).toMatchObject({ kind: 'inbound', attempts: 4, status: 200, state: 'delivered' });
  });

  it('carry several messages of several pages in one POST', async () => {
    const messages = [
      { pageId: '1067', psid: 'a', text: 'batch one' },
      { pageId: '2000', psid: 'b', text: 'batch two', mid: 'm_given' },
    ];
    const reply = await callSimulator(`${facebook}/_inbound`, { json: messages });
    expect(reply.body).toMatchObject({ status: 200, mids: [expect.stringMatching(/^m_/), 'm_given'] });
    expect(webhooksWith('batch one')[0]?.body.entry.map((entry) => entry.id)).toEqual(['1067', '2000']);
  });

  it('of any other kind are signed and delivered as given', async () => {
    const body = { object: 'page', entry: [{ id: '1067', messaging: [{ read: { watermark: 1 } }] }] };
    expect((await callSimulator(`${facebook}/_webhook`, { json: body })).body).toEqual({ status: 200 });
    expect(webhooksWith('watermark').some((webhook) => webhook.signatureHolds && webhook.body.entry[0]?.messaging[0]?.read)).toBe(
      true,
    );
  });

  it('begin with a challenge', async () => {
    expect((await callSimulator(`${facebook}/_verify`, { method: 'POST' })).body).toMatchObject({ verified: true });
  });

  it('need a subscription where that is asked for', async () => {
    await settings({ requireSubscription: true });
    expect((await inbound({ text: 'unheard' })).body.status).toBeNull();
    const subscribed = await graph('/v25.0/1067/subscribed_apps?subscribed_fields=messages,message_echoes', { method: 'POST' });
    expect(subscribed.body).toEqual({ success: true });
    expect((await graph('/1067/subscribed_apps')).body.data[0].subscribed_fields).toEqual(['messages', 'message_echoes']);
    expect((await inbound({ text: 'heard' })).body.status).toBe(200);
    await graph('/1067/subscribed_apps', { method: 'DELETE' });
    expect((await graph('/1067/subscribed_apps')).body.data).toEqual([]);
    await settings({ requireSubscription: false });
    expect((await inbound({ text: 'unheard still' })).body.status).toBeNull();
    await graph('/1067/subscribed_apps?subscribed_fields=messages,message_reads,message_echoes', { method: 'POST' });
    const unknown = await graph('/1067/subscribed_apps?subscribed_fields=messages,nonsense', { method: 'POST' });
    expect(unknown.body.error.message).toContain('nonsense');
  });
});

describe('reading back', () => {
  it('gives a conversation newest first, with both sides, page by page', async () => {
    await inbound({ psid: 'p-read', text: 'question', name: 'Anna Maria Roth', timestamp: Date.now() - 5_000 });
    const sent = await send('p-read', { text: 'answer', metadata: 'hidden' });
    const fields = 'messages.limit(1){id,message,created_time,from,to}';
    const { body } = await graph(`/v25.0/1067/conversations?platform=messenger&user_id=p-read&fields=${fields}`);
    const [thread] = body.data;
    expect(thread.messages.data).toEqual([
      {
        id: sent.body.message_id,
        message: 'answer',
        created_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/),
        from: expect.objectContaining({ id: '1067' }),
        to: { data: [expect.objectContaining({ id: 'p-read', name: 'Anna Maria Roth' })] },
      },
    ]);
    const next = await callSimulator(thread.messages.paging.next);
    expect(next.body.data).toMatchObject([{ message: 'question', from: { id: 'p-read' } }]);
    expect(next.body.paging.next).toBeUndefined();
    expect((await graph(`/v25.0/${sent.body.message_id}?fields=message`)).body.message).toBe('answer');
  });

  it('gives no conversation for a person who is unknown', async () => {
    expect((await graph('/v25.0/1067/conversations?user_id=nobody&fields=messages{id}')).body).toEqual({ data: [] });
  });

  it('gives a name that is known and an error for one that is not', async () => {
    await inbound({ psid: 'p-name', name: 'Anna Maria Roth' });
    const profile = await graph('/v25.0/p-name?fields=first_name,last_name');
    expect(profile.body).toEqual({ first_name: 'Anna Maria', last_name: 'Roth', id: 'p-name' });
    const unknown = await graph('/v25.0/p-unknown?fields=first_name,last_name');
    expect(unknown.body.error).toMatchObject({ code: 100, error_subcode: 2018001 });
  });
});

describe('limits', () => {
  it('of sends are told with the usage header and its minutes', async () => {
    await settings({ sendsPerSecond: 1 });
    const replies = await Promise.all(['1', '2', '3'].map((text) => send('p-rate', { text })));
    await settings({ sendsPerSecond: 300 });
    const refused = replies.find((reply) => reply.status === 400);
    expect(refused?.body.error).toMatchObject({ code: 80006 });
    const usage = JSON.parse(refused?.headers.get('x-business-use-case-usage') ?? '');
    expect(usage['1067']).toMatchObject([{ type: 'messenger', estimated_time_to_regain_access: 1 }]);
  });

  it('of conversation calls are two a second where they are set', async () => {
    await settings({ conversationCallsPerSecond: 2 });
    const replies = await Promise.all(Array.from({ length: 5 }, () => graph('/v25.0/1067/conversations')));
    await settings({ conversationCallsPerSecond: null });
    const refused = replies.filter((reply) => reply.body.error?.code === 613);
    expect([1, 2, 3]).toContain(refused.length);
  });
});

describe('a person', () => {
  const event = (what: object): Promise<Reply> =>
    callSimulator(`${facebook}/_events`, { json: { pageId: '1067', psid: 'p-act', ...what } });

  it('sends attachments, which conversations show', async () => {
    const attachments = [{ type: 'image', url: 'https://photo.example/1' }, { type: 'location' }];
    await inbound({ psid: 'p-photo', text: undefined, attachments });
    const [item] = webhooksWith('photo.example')[0]?.body.entry[0]?.messaging ?? [];
    expect(item?.message).toEqual({
      mid: expect.any(String),
      attachments: [{ type: 'image', payload: { url: 'https://photo.example/1' } }, { type: 'location' }],
    });
    const fields = 'messages{attachments{image_data}}';
    const { body } = await graph(`/v25.0/1067/conversations?user_id=p-photo&fields=${fields}`);
    expect(body.data[0].messages.data[0].attachments.data[0].image_data.url).toBe('https://photo.example/1');
  });

  it('opens the window by pressing a button, and does not by reading or reacting', async () => {
    await inbound({ psid: 'p-act', timestamp: Date.now() - 2 * dayMs });
    await send('p-act', { text: 'late' }, { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' });
    await event({ event: 'read' });
    await event({ event: 'reaction' });
    expect((await send('p-act', { text: 'still closed' })).body.error).toMatchObject({ code: 10, error_subcode: 2018278 });
    await event({ event: 'postback', title: 'Yes' });
    expect((await send('p-act', { text: 'open' })).status).toBe(200);
    expect(webhooksWith('"read"').at(-1)?.body.entry[0]?.messaging[0]?.read).toEqual({ watermark: expect.any(Number) });
  });

  it('cannot be written to where they left, nor by a page that is restricted', async () => {
    await settings({ unavailablePersons: ['p-left'], restrictedAccounts: ['2067'] });
    expect((await send('p-left', { text: 'a' })).body.error).toMatchObject({ code: 551, error_subcode: 1545041 });
    const url = `${facebook}/v25.0/me/messages?access_token=EAAG-sim-2067`;
    const json = { recipient: { id: 'p' }, messaging_type: 'RESPONSE', message: { text: 'a' } };
    expect((await callSimulator(url, { json })).body.error).toMatchObject({ code: 10, error_subcode: 1893063 });
    await settings({ unavailablePersons: [], restrictedAccounts: [] });
  });
});

it('a token names its application, and a page shows each of its applications', async () => {
  const { id } = (await graph('/v25.0/app?fields=id')).body;
  await settings({ otherAppFields: ['feed'] });
  const apps = (await graph('/v25.0/1067/subscribed_apps')).body.data;
  expect(apps.map((app: { id: string }) => app.id)).toEqual([id, expect.not.stringMatching(id)]);
  await settings({ otherAppFields: [] });
});

it('a typing action is taken without a message', async () => {
  const typing = { recipient: { id: 'p' }, sender_action: 'typing_on' };
  expect((await graph('/v25.0/1067/messages', { json: typing })).body).toEqual({ recipient_id: 'p' });
  const both = { ...typing, messaging_type: 'RESPONSE', message: { text: 'a' } };
  expect((await graph('/v25.0/1067/messages', { json: both })).body.error).toMatchObject({ code: 100 });
});
