import { describe, expect, it } from 'vitest';
import { isReportWebhook, parseNotifications } from './parse-notifications.ts';

const ORGANIZATION = 'urn:li:organization:12345';
const SHORT = 'urn:li:comment:(activity:71,7094977717598625792)';
const LONG = 'urn:li:comment:(urn:li:activity:71,7094977717598625792)';
const MADE_AT = new Date('2023-08-09T09:48:26.187Z');

const comment = (over: object = {}, inside: object = {}): object => ({
  notificationId: 1,
  organizationalEntity: ORGANIZATION,
  action: 'COMMENT',
  sourcePost: 'urn:li:activity:71',
  generatedActivity: SHORT,
  decoratedGeneratedActivity: {
    comment: { entity: LONG, owner: 'urn:li:person:ana', object: 'urn:li:activity:71', text: 'Hi.', ...inside },
  },
  ...over,
});
const bodyOf = (...notifications: unknown[]): Buffer =>
  Buffer.from(JSON.stringify({ type: 'ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS', notifications }));
const itemsOf = (...notifications: unknown[]) => parseNotifications(bodyOf(...notifications)).parts.flatMap(({ items }) => items);

describe('a LinkedIn webhook', () => {
  it('is read into a message of its thread, that says where the answer goes', () => {
    expect(itemsOf(comment())).toEqual([
      {
        kind: 'message',
        accountId: ORGANIZATION,
        personId: 'urn:li:person:ana',
        platformMessageId: LONG,
        thread: 'urn:li:activity:71',
        replyTo: `urn:li:activity:71 ${LONG}`,
        text: 'Hi.',
        attachments: [],
        sentAt: MADE_AT,
        displayName: null,
      },
    ]);
  });

  it('names one comment alike in both spellings, and with its text in either place', () => {
    const [expected] = itemsOf(comment());
    expect(itemsOf(comment({ generatedActivity: LONG }, { text: undefined, message: { text: 'Hi.' } }))).toEqual([expected]);
    expect(itemsOf(comment({ generatedActivity: undefined }, { entity: SHORT }))).toEqual([expected]);
  });

  it('holds up to ten notifications of several organisations, each in its part; one that is damaged takes no neighbour along', () => {
    const other = comment({ organizationalEntity: 'urn:li:organization:9' });
    const damaged = [comment({ generatedActivity: 'urn:li:share:7' }, { entity: 'x' }), 7, comment({ action: 'WAVE' })];
    const { parts, faults } = parseNotifications(
      bodyOf(comment(), ...damaged, other, comment({ generatedActivity: 'urn:li:comment:(activity:71,8)' })),
    );
    expect(parts.map(({ accountId, items }) => [accountId, items.length])).toEqual([
      [ORGANIZATION, 2],
      ['urn:li:organization:9', 1],
    ]);
    expect(faults.map(({ accountId }) => accountId)).toEqual([ORGANIZATION, null, ORGANIZATION]);
    for (const { payload } of faults) expect(parseNotifications(payload)).toMatchObject({ parts: [], faults: [{}] });
  });

  it('takes the page’s own comments for echoes, however they are marked: nobody answers themselves', () => {
    const echo = { kind: 'echo', accountId: ORGANIZATION, personId: ORGANIZATION, platformMessageId: LONG, deliveryId: null };
    expect(itemsOf(comment({ action: 'ADMIN_COMMENT' }), comment({}, { owner: ORGANIZATION }))).toEqual([echo, echo]);
    expect(itemsOf(comment({ action: 'COMMENT_EDIT' }, { owner: ORGANIZATION }))).toEqual([]);
  });

  it('corrects what was changed, and takes back what was deleted, also where nothing more is said of it', () => {
    const at = Date.UTC(2026, 10, 22);
    expect(itemsOf(comment({ action: 'COMMENT_EDIT', lastModifiedAt: at }, { text: 'Hello.' }))).toMatchObject([
      { kind: 'correction', platformMessageId: LONG, text: 'Hello.', at: new Date(at) },
    ]);
    expect(itemsOf(comment({ action: 'COMMENT_DELETE', decoratedGeneratedActivity: undefined }))).toMatchObject([
      { kind: 'correction', platformMessageId: LONG, text: null },
    ]);
  });

  it('lets likes and shares be', () => {
    const like = { notificationId: 1, organizationalEntity: ORGANIZATION, action: 'LIKE', sourcePost: 'urn:li:activity:71' };
    expect(parseNotifications(bodyOf(like, { ...like, action: 'SHARE' }))).toEqual({ parts: [], faults: [] });
  });

  it('is a report where it holds one echo or like alone, and not because a person wrote something that looks like one', () => {
    expect(isReportWebhook(bodyOf(comment({ action: 'ADMIN_COMMENT' })))).toBe(true);
    expect(isReportWebhook(bodyOf(comment({}, { text: '"action":"LIKE"' })))).toBe(false);
    expect(isReportWebhook(bodyOf(comment({ action: 'ADMIN_COMMENT' }), comment()))).toBe(false);
  });
});
