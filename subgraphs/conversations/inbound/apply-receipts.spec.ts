import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countStatements } from '#kernel/testing/count-statements.ts';
import { Conversation } from '../conversation/conversation.entity.ts';
import { type ConversationsFixture, echoItem, makeConversations, newMid } from '../testing/conversations-fixture.ts';
import { approve, deliveryOf, makeApproval, makeThread, publishedOf, statusOf, type Thread } from '../testing/delivery-story.ts';

let fixture: ConversationsFixture;
beforeAll(async () => {
  fixture = await makeConversations();
});
afterAll(() => fixture.close());

const from = (thread: Thread) => ({ sender: { id: thread.personId }, recipient: { id: thread.pageId } });
const delivered = (thread: Thread, mids: string[], watermark = Date.now()) => ({
  ...from(thread),
  delivery: { mids, watermark },
});
const read = (thread: Thread, watermark = Date.now()) => ({ ...from(thread), timestamp: Date.now(), read: { watermark } });

async function sent() {
  const thread = await makeThread(fixture);
  const approval = makeApproval(thread, 'Sent.');
  await approve(fixture, approval);
  const delivery = (await deliveryOf(fixture, approval))!;
  return {
    thread,
    id: delivery.id,
    mid: delivery.platformMessageId ?? '',
    status: async () => (await deliveryOf(fixture, approval))?.status,
  };
}

describe('a receipt', () => {
  it('moves a sent message on to DELIVERED and READ, and says so', async () => {
    const { thread, mid, status } = await sent();
    await fixture.receive(thread.pageId, delivered(thread, [mid]));
    expect(await status()).toBe('DELIVERED');
    await fixture.receive(thread.pageId, read(thread));
    expect(await status()).toBe('READ');
    const changes = (await publishedOf(fixture, 'conversation-changed', thread)).filter(
      ({ data }) => data['change'] === 'DELIVERY',
    );
    expect(changes).toHaveLength(3);
  });

  it('that comes late, or twice, moves nothing back and says nothing', async () => {
    const { thread, mid, status } = await sent();
    await fixture.receive(thread.pageId, delivered(thread, [mid]), read(thread));
    const before = await publishedOf(fixture, 'conversation-changed', thread);
    await fixture.receive(thread.pageId, delivered(thread, [mid]), read(thread));
    expect(await status()).toBe('READ');
    expect(await publishedOf(fixture, 'conversation-changed', thread)).toEqual(before);
  });

  it('without ids means what was posted up to its moment, and nothing later', async () => {
    const { thread, status } = await sent();
    await fixture.receive(thread.pageId, read(thread, Date.now() - 3_600_000));
    expect(await status()).toBe('SENT');
    await fixture.receive(thread.pageId, delivered(thread, []));
    expect(await status()).toBe('DELIVERED');
  });

  it('is no message: it changes neither the conversation nor its reply window', async () => {
    const { thread, mid } = await sent();
    const { em } = fixture.tenant.ctx();
    const before = await em.findOneOrFail(Conversation, { id: thread.conversation.id });
    await fixture.receive(thread.pageId, delivered(thread, [mid]), read(thread));
    expect(await fixture.tenant.ctx().em.findOneOrFail(Conversation, { id: thread.conversation.id })).toEqual(before);
    expect(await publishedOf(fixture, 'message-received', thread)).toHaveLength(1);
  });
});

describe('an echo', () => {
  it('of a message that is SENT already changes nothing', async () => {
    const { thread, mid, status } = await sent();
    const before = await fixture.tenant.published();
    await fixture.receive(thread.pageId, echoItem(thread.pageId, thread.personId, mid));
    expect(await status()).toBe('SENT');
    expect(await fixture.tenant.published()).toEqual(before);
  });

  it('of what this process has proved costs the tenant no statement; one that says more is looked at', async () => {
    const { thread, id, mid } = await sent();
    const echo = (...of: [string, string]) => fixture.receive(thread.pageId, echoItem(thread.pageId, thread.personId, ...of));
    expect(await countStatements(fixture.tenant.ctx(), () => echo(mid, id))).toBe(0);
    expect(await countStatements(fixture.tenant.ctx(), () => echo(newMid(), id))).toBe(1);
  });

  it.each([['none'], ['metadata of its own']])(
    'of another tool’s message, with %s, is let be: it is no message and answers nothing',
    async (metadata) => {
      const thread = await makeThread(fixture);
      const before = await fixture.tenant.published();
      await fixture.receive(
        thread.pageId,
        echoItem(thread.pageId, thread.personId, newMid(), metadata === 'none' ? undefined : metadata),
      );
      await fixture.receive(thread.pageId, echoItem(thread.pageId, 'nobody-we-know', newMid()));
      expect(await statusOf(fixture, thread)).toBe('OPEN');
      expect(await fixture.tenant.published()).toEqual(before);
    },
  );
});
