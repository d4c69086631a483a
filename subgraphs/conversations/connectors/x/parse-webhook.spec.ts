import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { NO_PAYLOADS, payload } from '#kernel/testing/shared-payloads.ts';
import { answerCrc } from './answer-crc.ts';
import { isReportWebhook } from './is-report-webhook.ts';
import { parseWebhook } from './parse-webhook.ts';

const US = '1111111111111111111';
const THEM = '2222222222222222222';
const parse = (body: unknown) => parseWebhook(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));
const itemsOf = (body: unknown) => {
  const { parts, faults } = parse(body);
  expect(faults).toEqual([]);
  return parts.flatMap(({ items }) => items);
};
const activity = (event_type: string, payload: unknown, includes?: object) => ({
  data: { event_uuid: '-1', filter: { user_id: US }, event_type, payload, ...(includes && { includes }) },
});
const lists = (events: object) => ({ for_user_id: US, ...events });
const dm = (from: string, to: string, content: object = { text: 'hello!' }) => ({
  type: 'message_create',
  id: '2080765901528535096',
  created_timestamp: '1784928224372',
  message_create: { target: { recipient_id: to }, sender_id: from, message_data: content },
});
const post = (over: object = {}) => ({
  id: '2080765813578191303',
  text: 'hey',
  author_id: THEM,
  created_at: '2026-07-24T21:23:23.000Z',
  conversation_id: '2080765813578191300',
  ...over,
});
const mentionOfUs = { entities: { mentions: [{ id: US, username: 'us', start: 0, end: 3 }] } };
const legacy = (over: object = {}) => ({
  created_at: 'Thu Apr 06 15:24:15 +0000 2017',
  id: Number('850007368138018817'),
  id_str: '850007368138018817',
  text: '@us hey',
  user: { id: Number(THEM), id_str: THEM, name: 'Ana\nRoth' },
  entities: { user_mentions: [{ id: Number(US), id_str: US }], urls: [] },
  in_reply_to_status_id_str: null,
  in_reply_to_user_id_str: null,
  ...over,
});

describe('a direct message', () => {
  it.each([
    [
      'X Activity',
      activity('dm.received', { direct_message_events: [dm(THEM, US)], users: { [THEM]: { data: { name: ' Ana\tRoth ' } } } }),
    ],
    ['Account Activity', lists({ direct_message_events: [dm(THEM, US)], users: { [THEM]: { name: 'Ana  Roth' } } })],
  ])('by %s is the person’s, with the name that stands in it', (_envelope, body) => {
    expect(itemsOf(body)).toEqual([
      {
        kind: 'message',
        accountId: US,
        personId: THEM,
        platformMessageId: '2080765901528535096',
        thread: null,
        replyTo: null,
        text: 'hello!',
        attachments: [],
        sentAt: new Date(1784928224372),
        displayName: 'Ana Roth',
      },
    ]);
  });

  it.each([
    ['X Activity', activity('dm.sent', { direct_message_events: [dm(US, THEM)] })],
    ['Account Activity', lists({ direct_message_events: [dm(US, THEM)] })],
  ])('of the account itself is an echo by %s, never a message', (_envelope, body) => {
    expect(itemsOf(body)).toMatchObject([{ kind: 'echo', accountId: US, personId: THEM, deliveryId: null }]);
  });

  it('says what was written: addresses as they were, and no HTML entities', () => {
    const content = {
      text: 'a &lt; b &amp;amp; c https://t.co/1 https://t.co/2',
      entities: {
        urls: [
          { url: 'https://t.co/1', expanded_url: 'https://shop.example/?a=1&b=$&', display_url: 'shop.example/?a=1…' },
          { url: 'https://t.co/2', expanded_url: 'http://shop.example', display_url: 'shop.example' },
        ],
      },
    };
    expect(itemsOf(lists({ direct_message_events: [dm(THEM, US, content)] }))).toMatchObject([
      { text: 'a < b &amp; c https://shop.example/?a=1&b=$& shop.example' },
    ]);
  });

  it('keeps what is attached by its kind and web address', () => {
    const attachment = (media: object) => ({ text: 'x', attachment: { type: 'media', media } });
    const events = [
      attachment({ type: 'photo', media_url_https: 'https://pbs.example/1.jpg' }),
      attachment({ type: 'video', media_url_https: 'javascript:alert(1)' }),
      { attachment: { type: 'location' } },
    ].map((content) => dm(THEM, US, content));
    expect(itemsOf(lists({ direct_message_events: events }))).toMatchObject([
      { attachments: [{ kind: 'photo', url: 'https://pbs.example/1.jpg' }] },
      { attachments: [{ kind: 'video', url: null }] },
      { text: '', attachments: [{ kind: 'unsupported', url: null }] },
    ]);
  });

  it('that is end-to-end encrypted is an empty one that is marked; our own is none', () => {
    const chat = {
      id: 'e4f4d3fc-8bbf-4928-92eb-e5058d6bb6f6',
      created_at_msec: '1784841183370',
      sender_id: THEM,
      encoded_event: 'CwAB',
    };
    expect(itemsOf(activity('chat.received', chat))).toMatchObject([
      { personId: THEM, platformMessageId: chat.id, text: '', attachments: [{ kind: 'encrypted', url: null }], thread: null },
    ]);
    expect(itemsOf(activity('chat.received', { ...chat, sender_id: US }))).toEqual([]);
  });
});

describe('a post', () => {
  it.each([
    ['mentions the account, by X’s word', 'post.mention.create', post(), '2080765813578191303'],
    ['mentions it, by its entities', 'post.reply.create', post(mentionOfUs), '2080765813578191303'],
    [
      'mentions it in its long text',
      'post.reply.create',
      post({ note_tweet: { text: 'long', ...mentionOfUs } }),
      '2080765813578191303',
    ],
    ['answers it without naming it', 'post.reply.create', post({ in_reply_to_user_id: US }), 'unsummoned:2080765813578191303'],
  ])('that %s is a message in its conversation', (_what, type, value, replyTo) => {
    expect(itemsOf(activity(type, value))).toMatchObject([
      { kind: 'message', personId: THEM, thread: '2080765813578191300', replyTo, platformMessageId: '2080765813578191303' },
    ]);
  });

  it('that quotes the account is a message, and one that quotes another is none', () => {
    const value = post({ referenced_tweets: [{ type: 'quoted', id: '5' }] });
    const quoted = (author_id: string) => activity('post.quote.create', value, { tweets: [{ id: '5', author_id }] });
    expect(itemsOf(quoted(US))).toMatchObject([{ kind: 'message', replyTo: '2080765813578191303' }]);
    expect(itemsOf(quoted('9'))).toEqual([]);
  });

  it('that neither names nor answers the account is none of its business', () => {
    expect(itemsOf(activity('post.reply.create', post({ in_reply_to_user_id: '9' })))).toEqual([]);
    expect(itemsOf(lists({ tweet_create_events: [legacy({ entities: { user_mentions: [] } })] }))).toEqual([]);
  });

  it('has its long text, its media and its author’s name', () => {
    const value = post({ text: 'cut…', note_tweet: { text: 'whole' }, attachments: { media_keys: ['3_1'] } });
    const includes = {
      users: [{ id: US, name: 'We' }, { data: { id: THEM, name: 'Ana Roth' } }],
      media: [
        { media_key: '3_1', type: 'photo', url: 'https://pbs.example/1.jpg' },
        { media_key: '3_2', type: 'photo' },
      ],
    };
    expect(itemsOf(activity('post.mention.create', value, includes))).toMatchObject([
      { text: 'whole', displayName: 'Ana Roth', attachments: [{ kind: 'photo', url: 'https://pbs.example/1.jpg' }] },
    ]);
  });

  it('of Account Activity keeps its id’s digits, its whole text and the post that it answers', () => {
    const extended_tweet = { full_text: '@us the whole of it', entities: { user_mentions: [{ id_str: US }] } };
    const value = legacy({ truncated: true, text: '@us the…', extended_tweet, in_reply_to_status_id_str: '77' });
    expect(itemsOf(lists({ tweet_create_events: [value] }))).toMatchObject([
      {
        platformMessageId: '850007368138018817',
        personId: THEM,
        text: '@us the whole of it',
        thread: '77',
        displayName: 'Ana Roth',
        sentAt: new Date('2017-04-06T15:24:15Z'),
      },
    ]);
  });

  it('that only reposts one which names the account is none of its business', () => {
    expect(itemsOf(lists({ tweet_create_events: [legacy({ retweeted_status: legacy() })] }))).toEqual([]);
  });

  it('of the account itself is an echo where it answers somebody, else nothing', () => {
    const ours = { author_id: US };
    expect(itemsOf(activity('post.create', post({ ...ours, in_reply_to_user_id: THEM })))).toMatchObject([
      { kind: 'echo', personId: THEM, platformMessageId: '2080765813578191303' },
    ]);
    expect(itemsOf(activity('post.create', post(ours)))).toEqual([]);
    expect(itemsOf(activity('post.create', post({ ...ours, in_reply_to_user_id: US })))).toEqual([]);
    const legacyOurs = legacy({ user: { id_str: US }, in_reply_to_user_id_str: THEM });
    expect(itemsOf(lists({ tweet_create_events: [legacyOurs] }))).toMatchObject([{ kind: 'echo', personId: THEM }]);
  });

  it('that its author deleted is taken back, and the team’s own deletion is theirs', () => {
    const deletion = (user_id: string) => ({ status: { id: '104', user_id }, timestamp_ms: '1432228155593' });
    expect(itemsOf(lists({ tweet_delete_events: [deletion(THEM), deletion(US)] }))).toEqual([
      { kind: 'correction', accountId: US, personId: THEM, platformMessageId: '104', text: null, at: new Date(1432228155593) },
    ]);
    expect(itemsOf(activity('post.delete', { id: '104', author_id: THEM }))).toMatchObject([{ kind: 'correction', text: null }]);
    expect(itemsOf(activity('post.delete', { id: '104', author_id: US }))).toEqual([]);
  });
});

it.each([
  ['X Activity', activity('dm.read', { direct_message_mark_read_events: [receipt(THEM)] })],
  ['X Activity, by itself', activity('dm.read', receipt(THEM))],
  ['Account Activity', lists({ direct_message_mark_read_events: [receipt(THEM)] })],
])('a person’s reading is a receipt by %s', (_envelope, body) => {
  expect(itemsOf(body)).toEqual([
    { kind: 'receipt', accountId: US, personId: THEM, state: 'READ', platformMessageIds: null, until: new Date(1784928224372) },
  ]);
});
function receipt(sender_id: string) {
  return { created_timestamp: '1784928224372', sender_id, target: { recipient_id: US }, last_read_event_id: '5' };
}

it('the account’s own reading, typing, follows and likes are nobody’s message', () => {
  expect(itemsOf(lists({ direct_message_mark_read_events: [receipt(US)] }))).toEqual([]);
  expect(itemsOf(lists({ direct_message_indicate_typing_events: [{}], follow_events: [{}], favorite_events: [{}] }))).toEqual([]);
  for (const type of [
    'dm.indicate_typing',
    'chat.sent',
    'chat.conversation.member_added',
    'post.repost.create',
    'follow.follow',
    'profile.update.bio',
    'mute.unmute',
  ]) {
    expect(itemsOf(activity(type, {}))).toEqual([]);
  }
});

it.each([
  [
    'X Activity',
    { data: { event_type: 'oauth.revoke', filter: {}, payload: { date_time: '2026-07-23T21:44:05+00:00', user_id: US } } },
  ],
  ['Account Activity', { user_event: { revoke: { date_time: '2026-07-23T21:44:05+00:00', source: { user_id: US } } } }],
])('a revocation by %s says whose account it is', (_envelope, body) => {
  expect(itemsOf(body)).toMatchObject([{ kind: 'revocation', accountId: US, at: new Date('2026-07-23T21:44:05Z') }]);
});

describe('a fault', () => {
  it.each([
    ['an event of an unknown kind', activity('coin.flip', {})],
    [
      'an event of nobody',
      { data: { event_type: 'dm.received', filter: {}, payload: { direct_message_events: [dm(THEM, US)] } } },
    ],
    ['an event without its message', activity('dm.received', {})],
    [
      'a message whose time is in seconds',
      activity('dm.received', { direct_message_events: [{ ...dm(THEM, US), created_timestamp: '1784928224' }] }),
    ],
    ['a post without an author', activity('post.mention.create', { ...post(), author_id: undefined })],
    ['a revocation of nobody', activity('oauth.revoke', {})],
    ['a body of no event', { for_user_id: US }],
  ])('is made of %s, which says where and nothing that was written', (_what, body) => {
    const { parts, faults } = parse(body);
    expect(parts).toEqual([]);
    expect(faults).toHaveLength(1);
    expect(faults[0]?.error).not.toMatch(/hello|hey/);
    expect(parseWebhook(faults[0]!.payload).faults).toHaveLength(1);
  });

  it('takes no neighbour along', () => {
    const { parts, faults } = parse(
      lists({ direct_message_events: [dm(THEM, US), { id: 'x' }, null], tweet_create_events: 'no' }),
    );
    expect(parts.flatMap(({ items }) => items)).toHaveLength(1);
    expect(faults.map(({ accountId }) => accountId)).toEqual([US, US, US]);
  });
});

test('whatever stands in a body’s places, nothing throws, and no fault says what was written', () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.constant('SECRET'),
    fc.constantFrom(...TYPES.map((type) => activity(type, 'SECRET'))),
  );
  const place = fc.constantFrom(
    'payload',
    'includes',
    'filter',
    'event_type',
    'id',
    'text',
    'author_id',
    'entities',
    'created_at',
    'users',
  );
  fc.assert(
    fc.property(fc.constantFrom(...TYPES), place, anything, (type, key, value) => {
      const inner = { ...post(), ...legacy(), direct_message_events: [{ ...dm(THEM, US), [key]: value }], [key]: value };
      const bodies = [
        { data: { ...activity(type, inner).data, [key]: value } },
        activity(type, inner),
        lists({
          tweet_create_events: [inner],
          direct_message_events: [inner],
          direct_message_mark_read_events: [value],
          [key]: value,
        }),
      ];
      for (const body of bodies) {
        const { faults } = parse(body);
        expect(faults.map(({ error }) => error).join()).not.toContain('SECRET');
      }
    }),
    { numRuns: 2000 },
  );
});
const TYPES = [
  'dm.received',
  'dm.read',
  'chat.received',
  'post.mention.create',
  'post.reply.create',
  'post.delete',
  'oauth.revoke',
];

test('ids that are numbers beyond 2^53 keep all their digits', () => {
  const body = JSON.stringify(lists({ direct_message_events: [dm('THEM', 'US')] }))
    .replaceAll('"THEM"', '2222222222222222229')
    .replace(`"${US}"`, '1111111111111111117')
    .replace('"2080765901528535096"', '2080765901528535097');
  expect(itemsOf(body)).toMatchObject([
    { accountId: '1111111111111111117', personId: '2222222222222222229', platformMessageId: '2080765901528535097' },
  ]);
});

test('what X says of our own doing alone is told from the bytes', () => {
  const isReport = (body: object, spaces?: number) => isReportWebhook(Buffer.from(JSON.stringify(body, null, spaces)));
  expect(isReport(activity('dm.sent', {}))).toBe(true);
  expect(isReport(activity('dm.read', {}), 1)).toBe(true);
  expect(isReport(lists({ direct_message_mark_read_events: [] }))).toBe(true);
  expect(isReport(lists({ direct_message_mark_read_events: [], direct_message_events: [] }))).toBe(false);
  expect(isReport(activity('dm.received', { direct_message_events: [dm(THEM, US, { text: '"event_type":"dm.sent"' })] }))).toBe(
    false,
  );
});

test('a challenge is answered with the token’s signature in base64, and what is none is not', () => {
  const crc = (token: string) => answerCrc(new URLSearchParams({ crc_token: token }), 'test-consumer-secret');
  expect(crc('challenge_string')).toEqual({
    contentType: 'application/json',
    body: '{"response_token":"sha256=wbxoN8scmhw5dqzftzpj6g3uAnVpSktqxDDUHYNfIqA="}',
  });
  for (const token of ['', 'a b', 'x'.repeat(513)]) expect(crc(token)).toBeNull();
});

test('the published challenge is answered as it says', ({ skip }) => {
  if (NO_PAYLOADS) skip(NO_PAYLOADS);
  const { consumer_secret: secret, crc } = JSON.parse(payload('x/golden-signed-dm.received.headers.json').toString());
  const answer = answerCrc(new URLSearchParams({ crc_token: crc.crc_token }), secret);
  expect(JSON.parse(answer!.body)).toEqual({ response_token: crc.response_token });
});
