import { expect, it, test } from 'vitest';
import { NO_PAYLOADS, payload } from '#kernel/testing/shared-payloads.ts';
import { parseWebhook } from './parse-webhook.ts';

const AT = 1_785_312_004_523;
const parse = (item: object, object = 'instagram') =>
  parseWebhook(
    'instagram',
    Buffer.from(
      JSON.stringify({
        object,
        entry: [
          { id: '1784', time: AT, messaging: [{ sender: { id: '7' }, recipient: { id: '1784' }, timestamp: AT, ...item }] },
        ],
      }),
    ),
  );
const itemsOf = (item: object) => {
  const { parts, faults } = parse(item);
  expect(faults).toEqual([]);
  return parts.flatMap((part) => part.items);
};

it('a read receipt names the one message that was seen', () => {
  expect(itemsOf({ read: { mid: 'aWdfZAG1' } })).toMatchObject([
    { kind: 'receipt', state: 'READ', personId: '7', platformMessageIds: ['aWdfZAG1'], until: new Date(AT) },
  ]);
});

it.each([
  ['share', { url: 'https://post.example/1' }, 'https://post.example/1'],
  ['story_mention', { url: 'https://story.example/1' }, 'https://story.example/1'],
  ['ig_reel', { reel_video_id: 5, title: 'Oak', url: 'https://reel.example/1' }, 'https://reel.example/1'],
  ['ephemeral', undefined, null],
  ['unsupported_type', null, null],
  ['like_heart', undefined, null],
  ['image', { url: 'javascript:alert(1)' }, null],
])('an attachment of type %s is a message with it', (type, content, url) => {
  const message = { mid: 'aWdfZAG1', attachments: [{ type, ...(content === undefined ? {} : { payload: content }) }] };
  expect(itemsOf({ message })).toMatchObject([{ kind: 'message', text: '', attachments: [{ kind: type, url }] }]);
});

it('a message that the API cannot show is a message, marked so', () => {
  expect(itemsOf({ message: { mid: 'aWdfZAG1', is_unsupported: true } })).toMatchObject([
    { kind: 'message', attachments: [{ kind: 'unsupported', url: null }] },
  ]);
});

it('a comment, which comes in `changes`, is let be', () => {
  const changes = [{ field: 'comments', value: { text: 'nice' } }];
  const body = { object: 'instagram', entry: [{ id: '1784', time: AT, changes }] };
  expect(parseWebhook('instagram', Buffer.from(JSON.stringify(body)))).toMatchObject({ parts: [{ items: [] }], faults: [] });
});

it('a page’s webhook at Instagram’s address is a fault that says what to do, and the other way round', () => {
  const { parts, faults } = parse({ message: { mid: 'm_1', text: 'x' } }, 'page');
  expect(parts).toEqual([]);
  expect(faults).toMatchObject([{ error: expect.stringContaining('an address of its own') }]);
  expect(parseWebhook('page', Buffer.from('{"object":"instagram","entry":[]}')).faults).toHaveLength(1);
});

const samples: [string, object[]][] = [
  [
    'ig-hello_msg.json',
    [{ kind: 'message', accountId: '1234567890', personId: '5678', platformMessageId: 'external_id', text: 'Hello World' }],
  ],
  ['ig-attachment.json', [{ kind: 'message', attachments: [{ kind: 'image', url: 'https://image-url/foo.png' }] }]],
  ['ig-like_heart.json', [{ kind: 'message', text: '', attachments: [{ kind: 'like_heart', url: null }] }]],
  ['ig-echo.json', [{ kind: 'echo', personId: '5678', platformMessageId: 'qT7ywaK', deliveryId: null }]],
  [
    'ig-unsent_msg.json',
    [{ kind: 'correction', personId: '5678', platformMessageId: 'external_id', text: null, at: new Date(1_569_262_485_349) }],
  ],
];

for (const [file, items] of samples) {
  test(`${file} is read without a fault`, ({ skip }) => {
    if (NO_PAYLOADS) skip(NO_PAYLOADS);
    const parsed = parseWebhook('instagram', payload(`instagram/${file}`));
    expect(parsed.faults).toEqual([]);
    expect(parsed.parts.flatMap((part) => part.items)).toMatchObject(items);
  });
}
