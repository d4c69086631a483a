import { describe, expect, it, test } from 'vitest';
import { NO_PAYLOADS, payload } from '#kernel/testing/shared-payloads.ts';
import { parseWebhook } from './parse-webhook.ts';

const parse = (body: unknown) => parseWebhook('page', Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));
const item = (messaging: object) =>
  parse({
    object: 'page',
    entry: [
      { id: '1', messaging: [{ sender: { id: '7' }, recipient: { id: '1' }, timestamp: 1_785_312_004_523, ...messaging }] },
    ],
  });

describe('an item', () => {
  it.each(['reaction', 'referral', 'optin', 'pass_thread_control', 'take_thread_control', 'policy_enforcement'])(
    'with %s is let be',
    (key) => {
      expect(item({ [key]: {} })).toMatchObject({ parts: [{ items: [] }], faults: [] });
    },
  );

  it('that the person unsent is a correction to nothing; one of ours that a colleague took back is none', () => {
    const unsent = { mid: 'm_1', is_deleted: true };
    expect(item({ message: unsent }).parts).toMatchObject([
      { items: [{ kind: 'correction', personId: '7', platformMessageId: 'm_1', text: null, at: new Date(1_785_312_004_523) }] },
    ]);
    expect(item({ message: { ...unsent, is_echo: true } })).toMatchObject({ parts: [{ items: [] }], faults: [] });
    expect(item({ sender: { id: '1' }, message: unsent })).toMatchObject({ parts: [{ items: [] }], faults: [] });
  });

  it('that the person edited is a correction to the new text', () => {
    const edit = { mid: 'm_1', text: 'in blue, please', num_edit: 1 };
    expect(item({ message_edit: edit }).parts).toMatchObject([
      { items: [{ kind: 'correction', personId: '7', platformMessageId: 'm_1', text: 'in blue, please' }] },
    ]);
    expect(item({ sender: { id: '1' }, message_edit: edit })).toMatchObject({ parts: [{ items: [] }], faults: [] });
  });

  it('that is an edit without a text or a sender takes nothing back', () => {
    const bare = { timestamp: 1_785_312_004_523, sender: undefined, message_edit: { mid: 'm_1', num_edit: 0 } };
    expect(item(bare)).toMatchObject({ parts: [{ items: [] }], faults: [] });
    expect(item({ message_edit: { mid: 'm_1', num_edit: 0 } })).toMatchObject({ parts: [{ items: [] }], faults: [] });
  });

  it('that answers a story keeps the story’s address', () => {
    const message = { mid: 'm_1', text: 'How much?', reply_to: { story: { id: '9', url: 'https://story.example/9' } } };
    expect(item({ message }).parts).toMatchObject([
      { items: [{ text: 'How much?', attachments: [{ kind: 'story', url: 'https://story.example/9' }] }] },
    ]);
  });

  it.each([
    ['an edit', { message_edit: { text: 'x' } }],
    ['a read receipt of neither kind', { read: {} }],
    ['a read receipt of a message without its time', { timestamp: undefined, read: { mid: 'm_1' } }],
    ['a delivery receipt', { delivery: { mids: 'm_1' } }],
    ['a postback', { postback: { title: 7 } }],
    ['null', null],
  ])('that is not valid (%s) is a fault, kept whole, and takes no neighbour along', (_what, bad) => {
    const times = { sender: { id: '7' }, recipient: { id: '1' }, timestamp: 1_785_312_004_523 };
    const neighbour = { ...times, message: { mid: 'm_2', text: 'good' } };
    const messaging = [neighbour, bad && { ...times, ...bad }, neighbour];
    const { parts, faults } = parse({ object: 'page', entry: [{ id: '1', messaging }] });
    expect(parts[0]?.items).toMatchObject([{ text: 'good' }, { text: 'good' }]);
    expect(faults).toMatchObject([{ accountId: '1' }]);
    expect(JSON.parse(String(faults[0]?.payload)).entry[0].messaging).toEqual(JSON.parse(JSON.stringify([messaging[1]])));
  });

  it('that another application answers, in standby, is let be', () => {
    const standby = [{ sender: { id: '7' }, recipient: { id: '1' }, timestamp: 1, message: { mid: 'm_1', text: 'not for us' } }];
    expect(parse({ object: 'page', entry: [{ id: '1', standby }] })).toMatchObject({ parts: [{ items: [] }], faults: [] });
  });

  it('without any key that is known is a fault', () => {
    expect(item({}).faults).toMatchObject([{ accountId: '1' }]);
  });

  it.each([
    ['a time in seconds', { timestamp: 1_785_312_004, message: { mid: 'm_1', text: 'x' } }],
    ['a zero byte in its id', { message: { mid: 'm_\u0000', text: 'x' } }],
    ['an id that is none', { message: { mid: {}, text: 'x' } }],
    ['a text that is none', { message: { mid: 'm_1', text: 7 } }],
    ['the page as its sender', { sender: { id: '1' }, message: { mid: 'm_1', text: 'x' } }],
  ])('with %s is a fault that says where and not what', (_what, messaging) => {
    const { parts, faults } = item(messaging);
    expect(parts.flatMap((part) => part.items)).toEqual([]);
    expect(faults).toHaveLength(1);
    expect(faults[0]?.error).not.toContain('m_1');
  });

  it('with an unpaired surrogate keeps a text that can be stored', () => {
    const [part] = parse(
      '{"object":"page","entry":[{"id":"1","messaging":[{"sender":{"id":"7"},"recipient":{"id":"1"},"timestamp":1785312004523,"message":{"mid":"m","text":"\\ud83d!"}}]}]}',
    ).parts;
    expect(part?.items).toMatchObject([{ text: '\ufffd!' }]);
  });
});

test('ids that are numbers beyond 2^53 keep all their digits', () => {
  const body =
    '{"object":"page","entry":[{"id":12345678901234567890,"messaging":[{"sender":{"id": 98765432109876543210},"recipient":{"id":1},"timestamp":1785312004523,"message":{"mid":"m","text":"id 12345678901234567890"}}]}]}';
  expect(parse(body).parts).toMatchObject([
    { accountId: '12345678901234567890', items: [{ personId: '98765432109876543210', text: 'id 12345678901234567890' }] },
  ]);
});

test('bytes that are no UTF-8 are a fault, and kept as they came', () => {
  const bytes = Buffer.from([0x7b, 0xff, 0xfe]);
  expect(parseWebhook('page', bytes)).toEqual({
    parts: [],
    faults: [{ accountId: null, error: 'The body is not JSON.', payload: bytes }],
  });
});

const samples: [string, object[]][] = [
  [
    'golden-signed-dev.raw',
    [
      {
        kind: 'message',
        personId: '1254477777772919',
        platformMessageId: 'm_U1',
        text: 'K\u00e4se & 5 < 6 % @you / ok? \ud83d\udc69\ud83c\udffd\u200d\ud83d\udcbb \u0645\u0631\u062d\u0628\u0627 e\u0301 \u202e',
      },
    ],
  ],
  [
    'fba-hello_msg.json',
    [{ kind: 'message', accountId: '1234567890', personId: '5678', platformMessageId: 'external_id', text: 'Hello World' }],
  ],
  ['fba-duplicate_msg.json', [{ platformMessageId: 'external_id' }, { platformMessageId: 'external_id' }]],
  ['fba-attachment.json', [{ kind: 'message', attachments: [{ kind: 'image', url: 'https://image-url/foo.png' }] }]],
  ['fba-location_attachment.json', [{ kind: 'message', attachments: [{ kind: 'location', url: null }] }]],
  ['fba-postback.json', [{ kind: 'message', personId: '5678', text: 'postback title' }]],
  ['fba-echo.json', [{ kind: 'echo', personId: '5678', platformMessageId: 'qT7ywaK', deliveryId: null }]],
  [
    'fba-dlr.json',
    [{ kind: 'receipt', state: 'DELIVERED', personId: '5678', platformMessageIds: ['mid.1458668856218:ed81099e15d3f4f233'] }],
  ],
  ['fba-referral.json', []],
  ['fba-no_entries.json', []],
  ['fba-no_messaging_entries.json', []],
  [
    'restfb-messaging-message-basic.json',
    [{ kind: 'message', accountId: '12345654332', personId: '987654321432', text: 'hello, world!' }],
  ],
  [
    'restfb-messaging-message-basic-echo.json',
    [{ kind: 'echo', personId: '987654321432', deliveryId: 'DEVELOPER_DEFINED_METADATA_STRING' }],
  ],
  ['restfb-messaging-message-quickreply.json', [{ kind: 'message', text: 'quick reply text' }]],
  ['restfb-messaging-message-reply-1.json', [{ kind: 'message', text: 'hello, world!' }]],
  ['restfb-messaging-postback-basic.json', [{ kind: 'message', text: 'USER_DEFINED_PAYLOAD' }]],
  ['restfb-messaging-delivery-basic.json', [{ kind: 'receipt', state: 'DELIVERED' }]],
  [
    'restfb-messaging-read-basic.json',
    [{ kind: 'receipt', state: 'READ', platformMessageIds: null, until: new Date(1_458_668_856_253) }],
  ],
  ['restfb-messaging-reaction-1.json', []],
  ['restfb-messaging-optin-basic.json', []],
];

for (const [file, items] of samples) {
  test(`${file} is read without a fault`, ({ skip }) => {
    if (NO_PAYLOADS) skip(NO_PAYLOADS);
    const parsed = parseWebhook('page', payload(`messenger/${file}`));
    expect(parsed.faults).toEqual([]);
    expect(parsed.parts.flatMap((part) => part.items)).toMatchObject(items);
  });
}
