import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Channel } from '../channel/channel.entity.ts';
import {
  type ConversationsFixture,
  echoItem,
  makeConversations,
  messageItem,
  newMid,
  TIMES,
} from '../testing/conversations-fixture.ts';
import {
  type Approval,
  approve,
  deliveryOf,
  graphError,
  makeApproval,
  makeThread,
  publishedOf,
  saidTo,
  type Thread,
} from '../testing/delivery-story.ts';

let fixture: ConversationsFixture;
beforeAll(async () => {
  fixture = await makeConversations();
});
afterAll(() => fixture.close());
afterEach(async () => {
  fixture.resetClock();
  await fixture.facebook('DELETE', '/_faults');
});

const waits = { name: 'TransientError', unlimited: true };
/** Three paragraphs, each a post of its own on Messenger. */
const PARTS = ['first', 'second', 'third'].map((word) => `${word} `.repeat(250).trim());
const LONG = PARTS.join('\n\n');

/** The fault strikes the second post. */
async function makeLongReply(fault?: object): Promise<{ thread: Thread; approval: Approval }> {
  const thread = await makeThread(fixture);
  const match = { method: 'POST', path: `/${thread.pageId}/messages` };
  if (fault)
    await fixture.facebook('PUT', '/_faults', [
      { match, delayMs: 1, times: 1 },
      { match, times: 1, ...fault },
    ]);
  return { thread, approval: makeApproval(thread, LONG) };
}

const metadataTo = async ({ personId }: Thread): Promise<string[]> =>
  (await fixture.posts())
    .filter(({ request }) => request.recipient.id === personId)
    .map(({ request }) => request.message.metadata);

const platformIds = async (approval: Approval): Promise<(string | null)[]> => {
  const delivery = await deliveryOf(fixture, approval);
  const ctx = fixture.tenant.ctx();
  const rows = await ctx.em.execute<{ mid: string | null }[]>(
    `select platform_message_id as mid from tenant_${ctx.tenant}.delivery_part where delivery_id = ? order by number`,
    [delivery?.id],
  );
  return [delivery?.platformMessageId ?? null, ...rows.map(({ mid }) => mid)];
};

describe('a reply that is longer than the platform takes', () => {
  it('is posted in parts, in their order, each under an id of its own, and is told once', async () => {
    const { thread, approval } = await makeLongReply();
    await approve(fixture, approval);
    expect(await saidTo(fixture, thread)).toEqual(PARTS);
    const delivery = await deliveryOf(fixture, approval);
    expect(delivery).toMatchObject({ status: 'SENT', attempts: 3 });
    const sent = await metadataTo(thread);
    expect(sent[0]).toBe(delivery?.id);
    expect(new Set(sent).size).toBe(3);
    expect(new Set(await platformIds(approval)).size).toBe(3);
    expect(await publishedOf(fixture, 'message-delivered', thread)).toMatchObject([{ personal: { text: LONG } }]);
    await approve(fixture, approval);
    expect(await saidTo(fixture, thread)).toHaveLength(3);
  });

  it('whose second post was taken but not answered goes on with the third', async () => {
    const { thread, approval } = await makeLongReply({ hang: true, applied: true });
    await expect(approve(fixture, approval)).rejects.toMatchObject(waits);
    expect((await deliveryOf(fixture, approval))?.status).toBe('SENDING');
    fixture.passMs(TIMES.postTimeoutMs);
    await approve(fixture, approval);
    expect(await saidTo(fixture, thread)).toEqual(PARTS);
    expect((await platformIds(approval)).every((id) => id !== null)).toBe(true);
    expect(await deliveryOf(fixture, approval)).toMatchObject({ status: 'SENT', attempts: 3 });
    expect(await publishedOf(fixture, 'message-delivered', thread)).toHaveLength(1);
  });

  it('whose second post was not taken posts the second again and nothing else twice', async () => {
    const { thread, approval } = await makeLongReply({ hang: true, applied: false });
    await expect(approve(fixture, approval)).rejects.toMatchObject(waits);
    fixture.passMs(TIMES.postTimeoutMs + TIMES.reconcileGraceMs);
    await approve(fixture, approval);
    const [first, second, third] = PARTS;
    expect(await saidTo(fixture, thread)).toEqual([first, second, second, third]);
    expect((await deliveryOf(fixture, approval))?.status).toBe('SENT');
  });

  it('does not take an earlier part of the same words for the one that was lost', async () => {
    const { thread } = await makeLongReply({ hang: true, applied: false });
    const [first] = PARTS;
    const approval = makeApproval(thread, [first, first, first].join('\n\n'));
    await expect(approve(fixture, approval)).rejects.toMatchObject(waits);
    fixture.passMs(TIMES.postTimeoutMs + TIMES.reconcileGraceMs);
    await approve(fixture, approval);
    expect(await saidTo(fixture, thread)).toEqual([first, first, first, first]);
    expect(new Set(await platformIds(approval)).size).toBe(3);
  });

  it('is proved part by part by its echoes, without asking the platform', async () => {
    const { thread, approval } = await makeLongReply({ drop: true, applied: true });
    await expect(approve(fixture, approval)).rejects.toMatchObject(waits);
    const [first, second] = await metadataTo(thread);
    const [mid, later] = [newMid(), newMid()];
    await fixture.receive(thread.pageId, echoItem(thread.pageId, thread.personId, later, first));
    expect((await deliveryOf(fixture, approval))?.status).toBe('SENDING');
    await fixture.receive(thread.pageId, echoItem(thread.pageId, thread.personId, mid, second));
    expect((await deliveryOf(fixture, approval))?.status).toBe('SENDING');
    // no time passes: nothing but the echo says that the second is there
    await approve(fixture, approval);
    expect(await saidTo(fixture, thread)).toEqual(PARTS);
    expect((await platformIds(approval))[1]).toBe(mid);
  });

  it('is SENT by the echo of its last post, under the id of its first', async () => {
    const { thread, approval } = await makeLongReply();
    const match = { method: 'POST', path: `/${thread.pageId}/messages` };
    const passing = { match, delayMs: 1, times: 2 };
    await fixture.facebook('PUT', '/_faults', [passing, { match, drop: true, applied: true, times: 1 }]);
    await expect(approve(fixture, approval)).rejects.toMatchObject(waits);
    const [, , third] = await metadataTo(thread);
    const [first] = await platformIds(approval);
    await fixture.receive(thread.pageId, echoItem(thread.pageId, thread.personId, newMid(), third));
    expect(await deliveryOf(fixture, approval)).toMatchObject({ status: 'SENT', platformMessageId: first });
    await approve(fixture, approval);
    expect(await saidTo(fixture, thread)).toHaveLength(3);
    expect(await publishedOf(fixture, 'message-delivered', thread)).toHaveLength(1);
  });

  it('that has begun is finished, also when the person writes again in between', async () => {
    const { thread, approval } = await makeLongReply({ status: 400, body: graphError(613) });
    await expect(approve(fixture, approval)).rejects.toMatchObject(waits);
    expect((await deliveryOf(fixture, approval))?.status).toBe('PENDING');
    await fixture.receive(thread.pageId, messageItem(thread.personId, 'And?'));
    await approve(fixture, approval);
    const [first, second, third] = PARTS;
    expect(await saidTo(fixture, thread)).toEqual([first, second, second, third]);
    expect(await publishedOf(fixture, 'reply-refused', thread)).toEqual([]);
  });

  it('whose channel is disconnected in the middle says how much of it reached the person', async () => {
    const { thread, approval } = await makeLongReply({ status: 400, body: graphError(613) });
    await expect(approve(fixture, approval)).rejects.toMatchObject(waits);
    await fixture.tenant.ctx().em.nativeUpdate(Channel, { id: thread.channelId }, { status: 'DISCONNECTED' as never });
    await approve(fixture, approval);
    expect(await deliveryOf(fixture, approval)).toMatchObject({ status: 'FAILED', error: expect.stringContaining('1 of 3') });
  });

  it('that the platform refuses in the middle says how much of it reached the person', async () => {
    const { thread, approval } = await makeLongReply({ status: 400, body: graphError(100) });
    await approve(fixture, approval);
    expect(await deliveryOf(fixture, approval)).toMatchObject({ status: 'FAILED', error: expect.stringContaining('1 of 3') });
    expect(await publishedOf(fixture, 'message-delivered', thread)).toEqual([]);
  });

  it('that would be a flood of posts is refused before the first', async () => {
    const thread = await makeThread(fixture);
    const approval = makeApproval(thread, 'word '.repeat(2300));
    await approve(fixture, approval);
    expect(await saidTo(fixture, thread)).toEqual([]);
    expect(await publishedOf(fixture, 'reply-refused', thread)).toMatchObject([
      { data: { code: 'REJECTED_BY_PLATFORM', message: expect.stringContaining('6 posts') } },
    ]);
  });
});
