import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countStatements } from '#kernel/testing/count-statements.ts';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import type { PublishedEvent } from '#kernel/testing/test-tenant.ts';
import { Channel } from '../channel/channel.entity.ts';
import type { InboundCorrection, InboundItem, InboundMessage } from '../connectors/inbound-item.ts';
import { platformConnectors } from '../connectors/platform-connectors.ts';
import { displayNameAt } from '../contact/contact.entity.ts';
import { Conversation } from '../conversation/conversation.entity.ts';
import { openReplyTo } from '../conversation/open-reply-to.ts';
import { beginDelivery } from '../delivery/begin-delivery.ts';
import type { DeliveryJob } from '../delivery/delivery-job.ts';
import { Message } from '../message/message.entity.ts';
import { openText } from '../message/open-message.ts';
import { Platform } from '../platform.ts';
import { type ConversationsFixture, makeConversations, newMid, newPersonId } from '../testing/conversations-fixture.ts';
import { approve, deliveryOf, makeApproval, saidTo } from '../testing/delivery-story.ts';
import { storeInbound } from './store-inbound.ts';

const connectors = platformConnectors(outsideConfig('http://127.0.0.1:9'));
const DAY = 24 * 3_600_000;
const WINDOWS = { replyWindowMs: DAY, personReplyWindowMs: 7 * DAY };

let fixture: ConversationsFixture;
beforeAll(async () => {
  fixture = await makeConversations();
});
afterAll(() => fixture.close());

/** A channel, a person on it, and what the platform says of them, given to the inbound loop's own use case. */
class Story {
  readonly personId = newPersonId();
  readonly channel: Channel;

  constructor(channel: Channel) {
    this.channel = channel;
  }

  message(text: string, over: Partial<InboundMessage> = {}): InboundMessage {
    return {
      kind: 'message',
      accountId: this.channel.accountId,
      personId: this.personId,
      platformMessageId: newMid(),
      thread: null,
      replyTo: null,
      text,
      attachments: [],
      sentAt: new Date(),
      displayName: null,
      ...over,
    };
  }

  correction({ platformMessageId }: InboundMessage, text: string | null, at = new Date()): InboundCorrection {
    const { accountId } = this.channel;
    return { kind: 'correction', accountId, personId: this.personId, platformMessageId, text, at };
  }

  store(...items: InboundItem[]): Promise<number> {
    const { id: channelId, platform } = this.channel;
    const routed = items.map((item) => ({ item, channelId, platform, receivedAt: new Date() }));
    return fixture.tenant.transaction((tx) => storeInbound(tx, routed, () => WINDOWS));
  }

  conversations(): Promise<Conversation[]> {
    return fixture.tenant
      .ctx()
      .em.find(Conversation, { channel: this.channel.id }, { orderBy: { id: 'asc' }, populate: ['contact'] });
  }

  async texts(): Promise<string[]> {
    const ctx = fixture.tenant.ctx();
    const messages = await ctx.em.find(Message, { channelId: this.channel.id }, { orderBy: { id: 'asc' } });
    return Promise.all(messages.map((message) => openText(ctx, message)));
  }

  async published(type: string): Promise<PublishedEvent[]> {
    const keys = new Set([this.channel.id, ...(await this.conversations()).map(({ id }) => id)]);
    return (await fixture.tenant.published(type)).filter(({ key }) => keys.has(key));
  }
}

const tell = async (): Promise<Story> => new Story(await fixture.connectPage());

describe('a thread', () => {
  it('in public is a conversation of its own, beside the direct messages of the same contact', async () => {
    const story = await tell();
    const [one, other] = ['urn:post:1', 'urn:post:2'];
    await story.store(story.message('in private'), story.message('in public', { thread: one }));
    await story.store(story.message('elsewhere', { thread: other }), story.message('again', { thread: one }));
    const conversations = await story.conversations();
    expect(conversations.map(({ revision, threadHash }) => [revision, threadHash === null])).toEqual([
      [1, true],
      [2, false],
      [1, false],
    ]);
    expect(new Set(conversations.map(({ contact }) => contact.id)).size).toBe(1);
  });

  it('has one conversation, whoever stores at the same time', async () => {
    const story = await tell();
    await story.store(story.message('hello'));
    const [direct] = await story.conversations();
    const {
      id: _id,
      labels: _labels,
      ...columns
    } = await fixture.tenant
      .ctx()
      .em.execute<Record<string, unknown>[]>(`select * from tenant_${fixture.tenant.tenant}.conversation where id = ?`, [
        direct?.id,
      ])
      .then(([row]) => row!);
    const names = Object.keys(columns);
    await expect(
      fixture.tenant
        .ctx()
        .em.execute(
          `insert into tenant_${fixture.tenant.tenant}.conversation (id, ${names.join(', ')}) values (?, ${names.map(() => '?').join(', ')})`,
          [randomUUID(), ...Object.values(columns)],
        ),
    ).rejects.toThrow(/unique/);
  });

  it('is known by a keyed hash, and nothing says in clear where it is', async () => {
    const story = await tell();
    await story.store(story.message('hm', { thread: 'zebra-thread', replyTo: 'zebra-address' }));
    const ctx = fixture.tenant.ctx();
    const rows = await ctx.em.execute<{ row: string }[]>(`select t::text as row from tenant_${ctx.tenant}.conversation t`);
    const hex = Buffer.from('zebra').toString('hex');
    expect(rows.filter(({ row }) => row.includes('zebra') || row.includes(hex))).toEqual([]);
    const [conversation] = await story.conversations();
    expect(await openReplyTo(ctx, conversation!)).toBe('zebra-address');
  });

  it('in which the platform lets nobody answer is closed to the machine and to people, until somebody asks', async () => {
    const story = await tell();
    const x = connectors.get(Platform.X)!;
    const place = { thread: '20' };
    const store = (item: InboundItem) => {
      const routed = { item, channelId: story.channel.id, platform: x.platform, receivedAt: new Date() };
      return fixture.tenant.transaction((tx) => storeInbound(tx, [routed], () => x));
    };
    await store(story.message('No, it is not.', { ...place, replyTo: 'unsummoned:21' }));
    const [closed] = await story.published('message-received');
    expect(closed?.data).toMatchObject({
      replyWindowClosesAt: closed?.data['sentAt'],
      personReplyWindowClosesAt: closed?.data['sentAt'],
    });
    await store(story.message('@us is it?', { ...place, replyTo: '22' }));
    const [, open] = await story.published('message-received');
    expect(open?.data).toMatchObject({ replyWindowClosesAt: null, personReplyWindowClosesAt: null });
  });

  it('is answered where its latest message says, and a delivery that was begun goes on where it began', async () => {
    const story = await tell();
    await story.store(story.message('first', { thread: 't', replyTo: 'to-first' }));
    await story.store(story.message('second', { thread: 't', replyTo: 'to-second' }));
    const [conversation] = await story.conversations();
    const job: DeliveryJob = {
      kind: 'reply',
      conversationId: conversation!.id,
      reply: { replyId: randomUUID(), runId: randomUUID(), reviewId: null, memberId: null, revision: 2, text: 'Yes.' },
    };
    const begin = () => fixture.tenant.transaction((tx) => beginDelivery(tx, job, connectors));
    expect(await begin()).toMatchObject({ kind: 'post', post: { replyTo: 'to-second' } });
    await story.store(story.message('third', { thread: 't', replyTo: 'to-third' }));
    expect(await begin()).toMatchObject({ kind: 'reconcile', post: { replyTo: 'to-second' } });
  });
});

describe('a name that a webhook says', () => {
  const nameOf = async (story: Story): Promise<string | null> => {
    const ctx = fixture.tenant.ctx();
    const [conversation] = await story.conversations();
    const contact = conversation!.contact.getEntity();
    return contact.displayName ? ctx.vault.open(displayNameAt(contact.id), contact.displayName) : null;
  };

  it('is a new contact’s, and goes out with its first message', async () => {
    const story = await tell();
    await story.store(story.message('hello', { displayName: 'Ana Roth' }));
    expect(await nameOf(story)).toBe('Ana Roth');
    expect(await story.published('message-received')).toMatchObject([{ personal: { displayName: 'Ana Roth' } }]);
  });

  it('fills one that was not known, and takes the place of none', async () => {
    const story = await tell();
    await story.store(story.message('hello'));
    await story.store(story.message('me', { displayName: 'Ana Roth' }));
    await story.store(story.message('me again', { displayName: 'Somebody Else' }));
    expect(await nameOf(story)).toBe('Ana Roth');
    const names = (await story.published('message-received')).map(({ personal }) => personal?.['displayName']);
    expect(names).toEqual([null, 'Ana Roth', 'Ana Roth']);
  });
});

describe('an edited message', () => {
  it('that waits for its answer has its new text, and is answered anew: no draft on the old one is posted', async () => {
    const story = await tell();
    const first = story.message('Do you have it in red?');
    await story.store(first);
    const [conversation] = await story.conversations();
    const approval = makeApproval({ ...threadOf(story), conversation: conversation! }, 'Yes, in red.');
    await story.store(story.correction(first, 'Do you have it in blue?'));
    await approve(fixture, approval);
    expect(await saidTo(fixture, { ...threadOf(story), conversation: conversation! })).toEqual([]);
    expect(await deliveryOf(fixture, approval)).toBeNull();
    expect(await story.texts()).toEqual(['Do you have it in blue?']);
    const received = await story.published('message-received');
    expect(received.map(({ data, personal }) => [data['revision'], personal?.['text']])).toEqual([
      [1, 'Do you have it in red?'],
      [2, 'Do you have it in blue?'],
    ]);
    expect(new Set(received.map(({ data }) => data['messageId'])).size).toBe(1);
  });

  it('that was answered, or was followed by another one, changes its text alone', async () => {
    const story = await tell();
    const [first, second] = [story.message('first'), story.message('second')];
    await story.store(first, second);
    await story.store(story.correction(first, 'first, edited'));
    const ctx = fixture.tenant.ctx();
    await ctx.em.nativeUpdate(Conversation, { channel: story.channel.id }, { status: 'WAITING_FOR_CUSTOMER' as never });
    await story.store(story.correction(second, 'second, edited'));
    expect(await story.texts()).toEqual(['first, edited', 'second, edited']);
    expect(await story.published('message-received')).toHaveLength(2);
    expect(await story.conversations()).toMatchObject([{ revision: 2 }]);
  });

  it('has its latest text, in whatever order the edits come and however often', async () => {
    const story = await tell();
    const message = story.message('one');
    await story.store(message);
    const [two, three] = [1000, 2000].map((ms) => new Date(Date.now() + ms));
    await story.store(story.correction(message, 'three', three));
    await story.store(story.correction(message, 'two', two), story.correction(message, 'three', three));
    expect(await story.texts()).toEqual(['three']);
    expect(await story.published('message-received')).toHaveLength(2);
  });

  it.each(['in the same batch', 'in an earlier one'])(
    'whose edit comes first, %s, comes in with its new text alone',
    async (when) => {
      const story = await tell();
      const message = story.message('old');
      const edits = [story.correction(message, 'older', new Date(Date.now() - 1000)), story.correction(message, 'new')];
      if (when === 'in the same batch') await story.store(...edits, message);
      else {
        for (const edit of edits) await story.store(edit);
        await story.store(message);
      }
      await story.store(...edits);
      expect(await story.texts()).toEqual(['new']);
      const received = await story.published('message-received');
      expect(received.map(({ personal }) => personal?.['text'])).toEqual(['new']);
    },
  );
});

describe('a message that was taken back', () => {
  it('is emptied and marked, answered by nobody, and told of', async () => {
    const story = await tell();
    const message = story.message('My number is 0664 123', {
      attachments: [{ kind: 'image', url: 'https://cdn.example/1.png' }],
    });
    await story.store(message);
    const [conversation] = await story.conversations();
    await story.store(story.correction(message, null));
    await approve(fixture, makeApproval({ ...threadOf(story), conversation: conversation! }, 'We will call.'));
    expect(await saidTo(fixture, { ...threadOf(story), conversation: conversation! })).toEqual([]);
    const stored = await fixture.tenant.ctx().em.findOneOrFail(Message, { channelId: story.channel.id });
    expect(stored).toMatchObject({ attachments: null, attachmentKinds: [], retractedAt: expect.any(Date) });
    expect(await story.texts()).toEqual(['']);
    expect(await story.conversations()).toMatchObject([{ revision: 2, status: 'WAITING_FOR_CUSTOMER' }]);
    expect(await story.published('message-retracted')).toMatchObject([
      { data: { messageId: stored.id, revision: 2 }, personal: null },
    ]);
  });

  it('stays so, whatever comes late', async () => {
    const story = await tell();
    const message = story.message('hm');
    await story.store(message);
    await story.store(story.correction(message, null));
    await story.store(story.correction(message, 'edited', new Date(Date.now() + 1000)), message);
    expect(await story.texts()).toEqual(['']);
  });

  it('before it came never comes in, however often it is delivered', async () => {
    const story = await tell();
    const [gone, other] = [story.message('gone'), story.message('other')];
    await story.store(story.correction(gone, null));
    await story.store(story.correction(gone, 'edited', new Date(Date.now() + 1000)));
    await story.store(gone, other);
    await story.store(gone);
    expect(await story.texts()).toEqual(['other']);
  });

  it('does not bring back an earlier one whose words are kept no more: there is nothing to answer', async () => {
    const story = await tell();
    const [old, slip] = [story.message('long ago'), story.message('oops')];
    await story.store(old);
    const { em } = fixture.tenant.ctx();
    await em.nativeUpdate(Message, { channelId: story.channel.id }, { text: Buffer.alloc(0), expiredAt: new Date() });
    await story.store(slip);
    await story.store(story.correction(slip, null));
    expect(await story.conversations()).toMatchObject([{ revision: 3, status: 'WAITING_FOR_CUSTOMER' }]);
  });

  it('leaves an earlier one that nobody answered to be answered', async () => {
    const story = await tell();
    const thread = 't';
    const question = story.message('How much is it?', { thread, replyTo: 'to-question' });
    const slip = story.message('oops', { thread, replyTo: 'to-slip' });
    await story.store(question);
    await story.store(slip);
    await story.store(story.correction(slip, null));
    expect(await story.conversations()).toMatchObject([{ revision: 3, status: 'OPEN' }]);
    const received = await story.published('message-received');
    expect(received.map(({ data, personal }) => [data['revision'], personal?.['text']])).toEqual([
      [1, 'How much is it?'],
      [2, 'oops'],
      [3, 'How much is it?'],
    ]);
    const [conversation] = await story.conversations();
    expect(await openReplyTo(fixture.tenant.ctx(), conversation!)).toBe('to-question');
  });
});

describe('an ordinary message', () => {
  it('of somebody known costs three statements: find and lock, write, publish', async () => {
    const story = await tell();
    await story.store(story.message('first'));
    const ctx = fixture.tenant.ctx();
    const count = await countStatements(ctx, () => story.store(story.message('second')));
    expect(count).toBe(3);
  });
});

describe('what is kept of a correction whose message does not come', () => {
  it('is sealed, and goes after two days', async () => {
    const story = await tell();
    await story.store(story.correction(story.message('never'), 'zebracrossing'));
    const ctx = fixture.tenant.ctx();
    const rows = () =>
      ctx.em.execute<{ row: string }[]>(
        `select t::text as row from tenant_${ctx.tenant}.early_correction t where channel_id = ?`,
        [story.channel.id],
      );
    expect(await rows()).toHaveLength(1);
    expect((await rows())[0]?.row).not.toContain(Buffer.from('zebracrossing').toString('hex'));
    fixture.passMs(2 * DAY);
    await fixture.checkHealth();
    fixture.resetClock();
    expect(await rows()).toEqual([]);
  });
});

describe('a consent that was taken back', () => {
  const revoke = (story: Story, at: Date): Promise<number> =>
    story.store({ kind: 'revocation', accountId: story.channel.accountId, error: 'The account removed the application.', at });

  it('disconnects the channel and tells the team, once', async () => {
    const story = await tell();
    await revoke(story, new Date());
    await revoke(story, new Date());
    expect(await fixture.tenant.ctx().em.findOneOrFail(Channel, { id: story.channel.id })).toMatchObject({
      status: 'DISCONNECTED',
      lastError: 'The account removed the application.',
    });
    expect(await story.published('alert-raised')).toMatchObject([
      { data: { code: 'CHANNEL_DISCONNECTED', severity: 'CRITICAL' } },
    ]);
  });

  it('before the present credentials were given says nothing of them', async () => {
    const story = await tell();
    await revoke(story, new Date(Date.now() - 60_000));
    expect((await fixture.tenant.ctx().em.findOneOrFail(Channel, { id: story.channel.id })).status).toBe('CONNECTED');
  });
});

const threadOf = ({ channel, personId }: Story) => ({ pageId: channel.accountId, channelId: channel.id, personId });
