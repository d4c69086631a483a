import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import { messageQueued } from '#schema/events/message-queued.v1.ts';
import { platformConnectors } from '../connectors/platform-connectors.ts';
import { Conversation } from '../conversation/conversation.entity.ts';
import { Delivery } from '../delivery/delivery.entity.ts';
import { type ConversationsFixture, makeConversations } from '../testing/conversations-fixture.ts';
import { faultPosts, graphError, makeThread, publishedOf, saidTo, statusOf, type Thread } from '../testing/delivery-story.ts';
import type { Message } from './message.entity.ts';
import { sendMessage } from './send-message.ts';

const connectors = platformConnectors(outsideConfig('http://127.0.0.1:9'));

let fixture: ConversationsFixture;
beforeAll(async () => {
  fixture = await makeConversations();
});
afterAll(() => fixture.close());

const send = (conversationId: string, text: string, idempotencyKey: string | null = null): Promise<Message> => {
  const graph = fixture.tenant.graph('member-7', ['conversations:write']);
  return graph.transaction((tx) => sendMessage(tx, { conversationId, text, idempotencyKey }, connectors));
};
const work = async (thread: Thread): Promise<void> => {
  for (const { key, data } of await publishedOf(fixture, 'message-queued', thread)) {
    await fixture.tenant.deliver(fixture.consumer('conversations.send-reply'), messageQueued, {
      key,
      data: messageQueued.data.parse(data),
    });
  }
};
const delivery = ({ id }: Message) => fixture.tenant.ctx().em.findOneOrFail(Delivery, { id });

describe('a member’s message', () => {
  it('is stored as PENDING at once, then posted as that member’s and SENT', async () => {
    const thread = await makeThread(fixture);
    const message = await send(thread.conversation.id, 'I will look it up.');
    expect(message).toMatchObject({ direction: 'OUTBOUND', authorKind: 'MEMBER', authorId: 'member-7' });
    expect(await delivery(message)).toMatchObject({ status: 'PENDING', attempts: 0 });
    expect(await fixture.tenant.ctx().em.findOneOrFail(Conversation, { id: thread.conversation.id })).toMatchObject({
      lastMessageId: message.id,
    });
    await work(thread);
    expect(await saidTo(fixture, thread)).toEqual(['I will look it up.']);
    expect(await delivery(message)).toMatchObject({ status: 'SENT', attempts: 1 });
    expect(await statusOf(fixture, thread)).toBe('WAITING_FOR_CUSTOMER');
    expect(await publishedOf(fixture, 'message-delivered', thread)).toMatchObject([
      {
        data: { messageId: message.id, memberId: 'member-7', replyId: null, runId: null, reviewId: null },
        personal: { text: 'I will look it up.' },
      },
    ]);
    const changes = await publishedOf(fixture, 'conversation-changed', thread);
    expect(changes.map(({ data }) => data['change'])).toEqual(['MESSAGE_SENT', 'DELIVERY', 'STATUS']);
  });

  it('with the same key is one message, also when both come at once; in another conversation the key is a CONFLICT', async () => {
    const thread = await makeThread(fixture);
    const key = `key-${thread.pageId}`;
    const [first, second] = await Promise.all([
      send(thread.conversation.id, 'Once.', key),
      send(thread.conversation.id, 'Once.', key),
    ]);
    expect(second.id).toBe(first.id);
    await work(thread);
    expect(await saidTo(fixture, thread)).toEqual(['Once.']);
    const other = await makeThread(fixture);
    await expect(send(other.conversation.id, 'Once.', key)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('is taken for longer than a reply of the machine, as one of a person', async () => {
    const thread = await makeThread(fixture, { at: new Date(Date.now() - 25 * 3_600_000) });
    const message = await send(thread.conversation.id, 'Sorry for the wait.');
    await work(thread);
    expect((await delivery(message)).status).toBe('SENT');
    const [post] = (await fixture.posts()).filter(({ request }) => request.recipient.id === thread.personId);
    expect(post?.request).toMatchObject({ messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' });
  });

  it('outside of a member’s reply window is BAD_USER_INPUT and stores nothing', async () => {
    const thread = await makeThread(fixture, { at: new Date(Date.now() - 8 * 24 * 3_600_000) });
    await expect(send(thread.conversation.id, 'Too late.')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await publishedOf(fixture, 'message-queued', thread)).toEqual([]);
  });

  it.each([
    ['empty', '  \n'],
    ['longer than five posts', 'word '.repeat(2300)],
    ['longer than anything', 'word '.repeat(100_000)],
  ])('that is %s is BAD_USER_INPUT: nothing is cut', async (_what, text) => {
    const thread = await makeThread(fixture);
    await expect(send(thread.conversation.id, text)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', detail: { field: 'text' } });
  });

  it('of just what the platform takes is one post, and a longer one several', async () => {
    const thread = await makeThread(fixture);
    const text = 'ab '.repeat(666).trim();
    const message = await send(thread.conversation.id, text);
    await work(thread);
    const long = await send(thread.conversation.id, `${text}\n\n${text}`);
    await work(thread);
    expect([(await delivery(message)).status, (await delivery(long)).status]).toEqual(['SENT', 'SENT']);
    expect(await saidTo(fixture, thread)).toEqual([text, text, text]);
  });

  it('that the platform refuses is FAILED, with no reply-refused: nobody approved it', async () => {
    const thread = await makeThread(fixture);
    await faultPosts(fixture, thread, { status: 400, body: graphError(551, 1545041) });
    const message = await send(thread.conversation.id, 'Hello?');
    await work(thread);
    await fixture.facebook('DELETE', '/_faults');
    expect(await delivery(message)).toMatchObject({ status: 'FAILED', error: expect.stringContaining('551') });
    expect(await publishedOf(fixture, 'reply-refused', thread)).toEqual([]);
  });

  it('to another tenant’s conversation, or to none, is NOT_FOUND', async () => {
    const { accountId } = await fixture.connectPage(fixture.tenant.other());
    await fixture.receive(accountId, {
      sender: { id: '77' },
      recipient: { id: accountId },
      timestamp: Date.now(),
      message: { mid: `m_${accountId}`, text: 'hi' },
    });
    const [theirs] = await fixture.tenant.other().em.find(Conversation, {});
    await expect(send(theirs!.id, 'Hi.')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(send('no id', 'Hi.')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
