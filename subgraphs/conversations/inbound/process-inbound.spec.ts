import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { NO_PAYLOADS, payload } from '#kernel/testing/shared-payloads.ts';
import { platformUserIdAt } from '../contact/contact.entity.ts';
import { setContactTier } from '../contact/set-contact-tier.ts';
import { Conversation } from '../conversation/conversation.entity.ts';
import { Message } from '../message/message.entity.ts';
import { openAttachments, openText } from '../message/open-message.ts';
import {
  type ConversationsFixture,
  makeConversations,
  messageItem,
  newMid,
  newPageId,
  newPersonId,
  webhook,
} from '../testing/conversations-fixture.ts';

let fixture: ConversationsFixture;
beforeAll(async () => {
  fixture = await makeConversations();
});
afterAll(() => fixture.close());

const hourMs = 3_600_000;
const platform = () => fixture.tenant.installation.platform;
const published = async (type: string, channelId: string) =>
  (await fixture.tenant.published(type)).filter(({ data }) => data['channelId'] === channelId);
const texts = async (channelId: string, ctx = fixture.tenant.ctx()): Promise<string[]> => {
  const messages = await ctx.em.find(Message, { channelId }, { orderBy: { sentAt: 'asc', id: 'asc' } });
  return Promise.all(messages.map((message) => openText(ctx, message)));
};
const deadLetters = async () => {
  const { rows } = await platform().platform.query<{
    id: string;
    tenant: string | null;
    reason: string;
    error: string;
    sealed_payload: Buffer;
  }>('select id, tenant, reason, error, sealed_payload from platform.dead_letter order by failed_at, id');
  await platform().platform.query('delete from platform.dead_letter');
  return rows.map((row) => ({ ...row, payload: platform().seal.open(`dead_letter:${row.id}`, row.sealed_payload).toString() }));
};
/** Stored bodies are deleted together, after a moment, by the loop. */
const waiting = async (): Promise<number> => {
  await fixture.readInbound().catch(() => undefined);
  return (await platform().platform.query('select from platform.inbound_log')).rowCount ?? 0;
};

describe('an inbound message', () => {
  it('becomes a contact, a conversation and a message that is published with its text sealed', async () => {
    const { id: channelId, accountId } = await fixture.connectPage();
    const personId = newPersonId();
    const at = new Date(Date.now() - 60_000);
    await fixture.receive(accountId, messageItem(personId, 'Do you deliver to Graz?', { at }));
    const ctx = fixture.tenant.ctx();
    const conversation = await ctx.em.findOneOrFail(Conversation, { channel: channelId }, { populate: ['contact', 'channel'] });
    expect(conversation).toMatchObject({ status: 'OPEN', revision: 1, lastMessageAt: at, lastInboundAt: at });
    expect(conversation.replyWindowClosesAt).toEqual(new Date(at.getTime() + 24 * hourMs));
    expect(conversation.channel.getEntity().lastInboundAt).toBeInstanceOf(Date);
    const contact = conversation.contact.getEntity();
    expect(await ctx.vault.open(platformUserIdAt(contact.id), contact.platformUserId)).toBe(personId);
    expect(await published('message-received', channelId)).toMatchObject([
      {
        key: conversation.id,
        lane: 'standard',
        data: { messageId: conversation.lastMessageId, contactId: contact.id, revision: 1, sentAt: at.toISOString() },
        personal: { text: 'Do you deliver to Graz?', displayName: null },
      },
    ]);
    await expect.poll(waiting, { timeout: 5_000 }).toBe(0);
  });

  it('changes nothing when it comes again: in the same body, in the same batch, or later', async () => {
    const { id: channelId, accountId } = await fixture.connectPage();
    const twice = messageItem(newPersonId(), 'once', { mid: newMid() });
    await fixture.post(webhook([accountId, twice], [accountId, twice]));
    await fixture.post(webhook([accountId, twice]));
    await fixture.readInbound();
    const before = await fixture.tenant.ctx().em.findOneOrFail(Conversation, { channel: channelId });
    await fixture.receive(accountId, twice);
    expect(await texts(channelId)).toEqual(['once']);
    expect(await published('message-received', channelId)).toHaveLength(1);
    expect(await fixture.tenant.ctx().em.findOneOrFail(Conversation, { channel: channelId })).toEqual(before);
  });

  it('counts the revision in the order of the platform’s time, whatever the order of arrival', async () => {
    const { id: channelId, accountId } = await fixture.connectPage();
    const personId = newPersonId();
    const [first, second, third] = [3000, 2000, 1000].map((ago) => new Date(Date.now() - ago));
    await fixture.receive(
      accountId,
      messageItem(personId, 'third', { at: third! }),
      messageItem(personId, 'first', { at: first! }),
      messageItem(personId, 'second', { at: second! }),
    );
    const events = await published('message-received', channelId);
    expect(events.map(({ data, personal }) => [data['revision'], personal?.['text']])).toEqual([
      [1, 'first'],
      [2, 'second'],
      [3, 'third'],
    ]);
    const conversation = await fixture.tenant.ctx().em.findOneOrFail(Conversation, { channel: channelId });
    expect(conversation).toMatchObject({ revision: 3, lastMessageId: events[2]?.data['messageId'] });
  });

  it('that is old does not open the reply window, and an older one does not move it back', async () => {
    const { id: channelId, accountId } = await fixture.connectPage();
    const personId = newPersonId();
    const newer = new Date(Date.now() - 30 * hourMs);
    await fixture.receive(accountId, messageItem(personId, 'yesterday', { at: newer }));
    await fixture.receive(accountId, messageItem(personId, 'before', { at: new Date(newer.getTime() - hourMs) }));
    const conversation = await fixture.tenant.ctx().em.findOneOrFail(Conversation, { channel: channelId });
    expect(conversation).toMatchObject({
      revision: 2,
      lastMessageAt: newer,
      replyWindowClosesAt: new Date(newer.getTime() + 24 * hourMs),
    });
    expect(conversation.replyWindowClosesAt!.getTime()).toBeLessThan(Date.now());
  });

  it('of a platform whose clock runs ahead does not hold the reply window open for longer', async () => {
    const { id: channelId, accountId } = await fixture.connectPage();
    await fixture.receive(accountId, messageItem(newPersonId(), 'from tomorrow', { at: new Date(Date.now() + 24 * hourMs) }));
    const { replyWindowClosesAt } = await fixture.tenant.ctx().em.findOneOrFail(Conversation, { channel: channelId });
    expect(replyWindowClosesAt!.getTime()).toBeLessThanOrEqual(Date.now() + 24 * hourMs);
  });

  it('opens a closed conversation again, and says so', async () => {
    const { id: channelId, accountId } = await fixture.connectPage();
    const personId = newPersonId();
    await fixture.receive(accountId, messageItem(personId, 'hello'));
    const ctx = fixture.tenant.ctx();
    const { id } = await ctx.em.findOneOrFail(Conversation, { channel: channelId });
    await ctx.em.nativeUpdate(Conversation, { id }, { status: 'CLOSED' as never });
    await fixture.receive(accountId, messageItem(personId, 'me again'));
    expect(await fixture.tenant.ctx().em.findOneOrFail(Conversation, { id })).toMatchObject({ status: 'OPEN', revision: 2 });
    const changes = (await fixture.tenant.published('conversation-changed')).filter(({ key }) => key === id);
    expect(changes.map(({ data }) => data['change'])).toEqual(['STATUS']);
  });

  it('of a hot lead takes the fast lane', async () => {
    const { id: channelId, accountId } = await fixture.connectPage();
    const personId = newPersonId();
    await fixture.receive(accountId, messageItem(personId, 'hello'));
    const { contact } = await fixture.tenant.ctx().em.findOneOrFail(Conversation, { channel: channelId });
    await fixture.tenant.transaction((tx) => setContactTier(tx, contact.id, 'HOT', 1));
    await fixture.receive(accountId, messageItem(personId, 'how much is it?'));
    expect((await published('message-received', channelId)).map(({ lane }) => lane)).toEqual(['standard', 'fast']);
  });

  it('keeps what came with it: attachments as kinds in clear and addresses sealed, web addresses only', async () => {
    const { id: channelId, accountId } = await fixture.connectPage();
    const attachments = [
      { type: 'image', payload: { url: 'https://cdn.example/1.png' } },
      { type: 'file', payload: { url: 'javascript:alert(1)' } },
      { type: 'location', payload: { coordinates: { lat: 1.2, long: -1.3 } } },
    ];
    await fixture.receive(accountId, {
      sender: { id: newPersonId() },
      recipient: { id: accountId },
      timestamp: Date.now(),
      message: { mid: newMid(), attachments },
    });
    const ctx = fixture.tenant.ctx();
    const message = await ctx.em.findOneOrFail(Message, { channelId });
    expect(message.attachmentKinds).toEqual(['image', 'file', 'location']);
    expect(await openAttachments(ctx, message)).toEqual([
      { kind: 'image', url: 'https://cdn.example/1.png', mimeType: null },
      { kind: 'file', url: null, mimeType: null },
      { kind: 'location', url: null, mimeType: null },
    ]);
  });

  it('leaves neither its text nor the person’s id in clear in any table', async () => {
    const { accountId } = await fixture.connectPage();
    const personId = newPersonId();
    await fixture.receive(accountId, messageItem(personId, 'zebracrossing'), {
      sender: { id: personId },
      message: { mid: 'zebracrossing' },
    });
    const ctx = fixture.tenant.ctx();
    const schema = `tenant_${ctx.tenant}`;
    for (const table of [`${schema}.contact`, `${schema}.conversation`, `${schema}.message`]) {
      const rows = await ctx.em.execute<{ row: string }[]>(`select t::text as row from ${table} t`);
      expect(rows.filter(({ row }) => row.includes('zebracrossing') || row.includes(personId))).toEqual([]);
    }
    const { rows } = await platform().platform.query<{ row: string }>(
      'select t::text as row from platform.event t union all select t::text from platform.dead_letter t',
    );
    expect(rows.filter(({ row }) => row.includes('zebracrossing') || row.includes(personId))).toEqual([]);
    await deadLetters();
  });
});

describe('a batch', () => {
  it('of several pages reaches each page’s tenant and nobody else', async () => {
    const [mine, theirs] = [await fixture.connectPage(), await fixture.connectPage(fixture.tenant.other())];
    const personId = newPersonId();
    await fixture.post(
      webhook(
        [mine.accountId, messageItem(personId, 'to me')],
        [theirs.accountId, messageItem(personId, 'to them')],
        [mine.accountId, messageItem(personId, 'to me too')],
      ),
    );
    await fixture.readInbound();
    expect(await texts(mine.id)).toEqual(['to me', 'to me too']);
    expect(await texts(theirs.id)).toEqual([]);
    expect(await texts(theirs.id, fixture.tenant.other())).toEqual(['to them']);
    expect(await texts(mine.id, fixture.tenant.other())).toEqual([]);
  });

  it('with bad items stores their neighbours, and keeps each bad item sealed with its reason', async () => {
    const { id: channelId, accountId } = await fixture.connectPage();
    const personId = newPersonId();
    const nobodys = newPageId();
    await fixture.post('{"object":"page","entry":');
    await fixture.post(JSON.stringify({ object: 'instagram', entry: [] }));
    await fixture.post(
      webhook(
        [
          accountId,
          messageItem(personId, 'before'),
          { sender: { id: personId }, message: { text: 'no mid, no time' } },
          messageItem(personId, 'after'),
        ],
        [nobodys, messageItem(personId, 'to nobody')],
        [accountId, { sender: { id: personId }, timestamp: Date.now(), teleport: {} }, messageItem(personId, 'last')],
      ),
    );
    await fixture.readInbound();
    expect(await texts(channelId)).toEqual(['before', 'after', 'last']);
    const letters = await deadLetters();
    expect(letters).toHaveLength(5);
    expect(letters.every(({ reason }) => reason === 'INVALID_PAYLOAD')).toBe(true);
    const about = (text: string) => letters.find((letter) => letter.payload.includes(text));
    expect(about('no mid')).toMatchObject({ tenant: fixture.tenant.tenant, error: expect.stringContaining('message.mid') });
    expect(about('teleport')).toMatchObject({ tenant: fixture.tenant.tenant });
    expect(about('to nobody')).toMatchObject({ tenant: null, error: 'No tenant has connected this account.' });
    expect(letters.some(({ error }) => error.includes('JSON'))).toBe(true);
    for (const { error } of letters) expect(error).not.toContain(personId);
    await expect.poll(waiting, { timeout: 5_000 }).toBe(0);
  });

  it('of one tenant that cannot be stored is kept and tried again, and holds nobody else’s back', async () => {
    const [mine, theirs] = [await fixture.connectPage(), await fixture.connectPage(fixture.tenant.other())];
    await fixture.tenant.installation.platform.platform.query(
      'update platform.channel_account set channel_id = gen_random_uuid() where account_id = $1',
      [mine.accountId],
    );
    await fixture.post(webhook([mine.accountId, messageItem(newPersonId(), 'to me')]));
    await fixture.post(webhook([theirs.accountId, messageItem(newPersonId(), 'to them')]));
    await expect(fixture.readInbound()).rejects.toThrow('could not be stored');
    expect(await texts(theirs.id, fixture.tenant.other())).toEqual(['to them']);
    await expect.poll(waiting, { timeout: 5_000 }).toBe(1);
    await fixture.tenant.installation.platform.platform.query(
      'update platform.channel_account set channel_id = $2 where account_id = $1',
      [mine.accountId, mine.id],
    );
    fixture.passMs(60_000);
    await fixture.readInbound();
    expect(await texts(mine.id)).toEqual(['to me']);
    await expect.poll(waiting, { timeout: 5_000 }).toBe(0);
  });

  it('with a body that does not open keeps it for when its key is there, and stores its neighbours', async () => {
    const { accountId: pageId, id } = await fixture.connectPage();
    await fixture.post(webhook([pageId, messageItem(newPersonId(), 'locked')]));
    const { rows } = await platform().platform.query<{ id: string; body: Buffer }>(
      'select id, body from platform.inbound_log order by id desc limit 1',
    );
    const [locked] = rows;
    await platform().platform.query(
      'update platform.inbound_log set body = set_byte(body, 40, get_byte(body, 40) # 1) where id = $1',
      [locked?.id],
    );
    await fixture.post(webhook([pageId, messageItem(newPersonId(), 'open')]));
    await fixture.readInbound();
    expect(await texts(id)).toEqual(['open']);
    await platform().platform.query('update platform.inbound_log set body = $2 where id = $1', [locked?.id, locked?.body]);
    fixture.passMs(60_000);
    await fixture.readInbound();
    expect((await texts(id)).toSorted()).toEqual(['locked', 'open']);
    await expect.poll(waiting, { timeout: 5_000 }).toBe(0);
    fixture.resetClock();
  });

  it('without anything in it is done with', async () => {
    await fixture.post(JSON.stringify({ object: 'page', entry: [] }));
    await fixture.post(JSON.stringify({ object: 'page', entry: [{ id: newPageId() }] }));
    await fixture.readInbound();
    await expect.poll(waiting, { timeout: 5_000 }).toBe(0);
    expect(await deadLetters()).toEqual([]);
  });
});

test('the derived batch of three entries for two pages is two tenants’ messages', async ({ skip }) => {
  if (NO_PAYLOADS) skip(NO_PAYLOADS);
  const mine = await fixture.connectPage(fixture.tenant.ctx(), '1067280970047460');
  const theirs = await fixture.connectPage(fixture.tenant.other(), '2067280970047461');
  await fixture.post(payload('messenger/derived-batch-3-entries-2-pages.json'));
  await fixture.readInbound();
  expect(await texts(mine.id)).toEqual(['first', 'second', 'third']);
  expect(await texts(theirs.id, fixture.tenant.other())).toEqual(['other page, other tenant']);
});
