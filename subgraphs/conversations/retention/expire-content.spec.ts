import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import type { Channel } from '../channel/channel.entity.ts';
import { platformConnectors } from '../connectors/platform-connectors.ts';
import { Contact, displayNameAt } from '../contact/contact.entity.ts';
import { buryBadInbound } from '../inbound/inbound-log.ts';
import { Message } from '../message/message.entity.ts';
import { openAttachments, openText } from '../message/open-message.ts';
import { addNote } from '../note/add-note.ts';
import { Note } from '../note/note.entity.ts';
import { Platform } from '../platform.ts';
import { searchMessages } from '../search/search-messages.ts';
import {
  type ConversationsFixture,
  makeConversations,
  messageItem,
  newMid,
  newPersonId,
} from '../testing/conversations-fixture.ts';
import { expireContent } from './expire-content.ts';
import { expireMessages, MESSAGES_AT_ONCE } from './expire-messages.ts';
import { setChannelRetention } from './set-channel-retention.ts';

const HOUR_MS = 3_600_000;
const connectors = platformConnectors(outsideConfig('http://127.0.0.1:9'));

describe('content that a channel kept for long enough', () => {
  let fixture: ConversationsFixture;
  let channel: Channel;
  beforeAll(async () => {
    fixture = await makeConversations();
  });
  afterAll(() => fixture.close());
  beforeEach(async () => {
    fixture.resetClock();
    channel = await fixture.connectPage();
  });

  const keepFor = (hours: number | null, id = channel.id) =>
    fixture.tenant.transaction((tx) => setChannelRetention(tx, connectors, id, hours));
  const expire = () => {
    const { platform } = fixture.tenant.installation;
    const ctx = fixture.tenant.ctx();
    return expireContent(ctx, (work) => platform.transaction(ctx, work), { connectors, platform: platform.platform });
  };
  const messages = (of = channel) => fixture.tenant.ctx().em.find(Message, { channelId: of.id }, { orderBy: { id: 'asc' } });
  const textsOf = async (of = channel) =>
    Promise.all((await messages(of)).map((message) => openText(fixture.tenant.ctx(), message)));
  const expiredEvents = async () =>
    (await fixture.tenant.published('content-expired')).filter(({ data }) => data['channelId'] === channel.id);

  it('is emptied, with what came with it, and told of by ids; what is younger and what others said stay', async () => {
    const [person, other] = [newPersonId(), await fixture.connectPage()];
    const withPicture = {
      sender: { id: person },
      recipient: { id: channel.accountId },
      timestamp: Date.now(),
      message: { mid: newMid(), text: 'Old.', attachments: [{ type: 'image', payload: { url: 'https://example.com/a.png' } }] },
    };
    await fixture.receive(channel.accountId, withPicture);
    await fixture.receive(other.accountId, messageItem(newPersonId(), 'Kept for ever.'));
    await keepFor(3);
    fixture.passMs(2 * HOUR_MS);
    await expire();
    expect(await textsOf()).toEqual(['Old.']);
    fixture.passMs(HOUR_MS);
    await expire();
    const [message] = await messages();
    expect(await openText(fixture.tenant.ctx(), message!)).toBe('');
    expect(await openAttachments(fixture.tenant.ctx(), message!)).toEqual([]);
    expect(message?.expiredAt?.getTime()).toBeCloseTo(fixture.now().getTime(), -4);
    expect(await textsOf(other)).toEqual(['Kept for ever.']);
    expect(await expiredEvents()).toMatchObject([
      {
        key: message!.conversation.id,
        data: { messageIds: [message!.id], contactId: message!.contactId, keptSince: null },
        personal: null,
      },
    ]);
  });

  it('goes in batches, once, and nobody looks at it again', async () => {
    const people = Array.from({ length: MESSAGES_AT_ONCE + 7 }, newPersonId);
    await fixture.receive(channel.accountId, ...people.map((person) => messageItem(person, 'Hi.')));
    await keepFor(1);
    fixture.passMs(HOUR_MS);
    await expire();
    expect(new Set(await textsOf())).toEqual(new Set(['']));
    const told = (await expiredEvents()).flatMap(({ data }) => data['messageIds'] as string[]);
    expect(new Set(told).size).toBe(people.length);
    expect(told).toHaveLength(people.length);
    await expire();
    expect(await expiredEvents()).toHaveLength(people.length);
  });

  it('says since when the rest of a conversation is kept', async () => {
    const person = newPersonId();
    await fixture.receive(channel.accountId, messageItem(person, 'Old.'));
    await fixture.receive(channel.accountId, messageItem(person, 'New.'));
    const [old, young] = await messages();
    const between = new Date(msOf(young!.id));
    expect(await fixture.tenant.transaction((tx) => expireMessages(tx, channel.id, between))).toBe(false);
    expect(await textsOf()).toEqual(['', 'New.']);
    expect(await expiredEvents()).toMatchObject([{ data: { messageIds: [old!.id], keptSince: between.toISOString() } }]);
  });

  it('is found by none of its words any more, and takes the team’s notes on it along', async () => {
    await fixture.receive(channel.accountId, messageItem(newPersonId(), 'A zeppelin of mine.'));
    const [message] = await messages();
    const conversationId = message!.conversation.id;
    await fixture.tenant.transaction((tx) => addNote(tx, conversationId, 'Owns a zeppelin.'));
    const found = async () => (await searchMessages(fixture.tenant.ctx(), 'zeppelin', { first: 5 })).nodes;
    const notes = () => fixture.tenant.ctx().em.count(Note, { conversationId });
    await keepFor(1);
    await expire();
    expect([(await found()).length, await notes()]).toEqual([1, 1]);
    fixture.passMs(HOUR_MS + 1);
    await expire();
    expect([(await found()).length, await notes()]).toEqual([0, 0]);
  });

  it('is not brought back by the person who edits it', async () => {
    const [person, mid] = [newPersonId(), newMid()];
    await fixture.receive(channel.accountId, messageItem(person, 'Old.', { mid }));
    await keepFor(1);
    fixture.passMs(HOUR_MS);
    await expire();
    const edit = {
      sender: { id: person },
      recipient: { id: channel.accountId },
      timestamp: Date.now(),
      message_edit: { mid, text: 'Edited.', num_edit: 1 },
    };
    await fixture.receive(channel.accountId, edit);
    expect(await textsOf()).toEqual(['']);
  });

  it('leaves the personal part of events that nobody waits for any more', async () => {
    await fixture.receive(channel.accountId, messageItem(newPersonId(), 'In an event.'));
    const [message] = await messages();
    const texts = async () =>
      (await fixture.tenant.published('message-received'))
        .filter(({ data }) => data['messageId'] === message!.id)
        .map(({ personal }) => personal?.['text'] ?? null);
    await keepFor(24);
    await expire();
    expect(await texts()).toEqual(['In an event.']);
    fixture.passMs(HOUR_MS);
    // an event is looked at once it has its number in the feed
    await expect.poll(() => expire().then(texts), { timeout: 10_000 }).toEqual([null]);
    expect(await textsOf()).toEqual(['In an event.']);
  });

  it('leaves what is kept of webhooks that could not be read', async () => {
    const { platform } = fixture.tenant.installation;
    const bad = { place: 0, error: 'not valid', payload: Buffer.from('{}') } as const;
    await buryBadInbound(platform, { ...bad, platform: Platform.FACEBOOK, bodyId: 'mine', tenant: fixture.tenant.tenant });
    await buryBadInbound(platform, {
      ...bad,
      platform: Platform.X,
      bodyId: 'of another platform',
      tenant: fixture.tenant.tenant,
    });
    await keepFor(1);
    fixture.passMs(HOUR_MS);
    await expire();
    const { rows } = await platform.platform.query(
      'select topic, sealed_payload is null as emptied from platform.dead_letter where tenant = $1 order by topic',
      [fixture.tenant.tenant],
    );
    expect(rows).toEqual([
      { topic: 'webhook.facebook', emptied: true },
      { topic: 'webhook.x', emptied: false },
    ]);
  });

  it('is a name where the platform’s own rule is about names', async () => {
    await fixture.receive(channel.accountId, messageItem(newPersonId(), 'Hi.'));
    const contact = await fixture.tenant.ctx().em.findOneOrFail(Contact, { channel: channel.id });
    const name = await fixture.tenant.ctx().vault.seal(contact.id, displayNameAt(contact.id), 'Ana Roth');
    const named = () => fixture.tenant.ctx().em.findOneOrFail(Contact, { id: contact.id });
    await fixture.tenant.ctx().em.nativeUpdate(Contact, { id: contact.id }, { displayName: name });
    await keepFor(1);
    fixture.passMs(24 * HOUR_MS);
    await expire();
    expect((await named()).displayName).not.toBeNull();
    await fixture.tenant.ctx().em.nativeUpdate(Contact, { id: contact.id }, { platform: Platform.LINKEDIN });
    await fixture.tenant
      .ctx()
      .em.execute(`update ${schemaOf(fixture.tenant.tenant)}.channel set platform = 'LINKEDIN' where id = ?`, [channel.id]);
    await expire();
    expect((await named()).displayName).toBeNull();
  });
});

/** An id's first 48 bits are the moment at which it was made. */
const msOf = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
