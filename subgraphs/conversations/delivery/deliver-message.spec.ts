import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Channel } from '../channel/channel.entity.ts';
import { Message } from '../message/message.entity.ts';
import { openText } from '../message/open-message.ts';
import { type ConversationsFixture, makeConversations, messageItem } from '../testing/conversations-fixture.ts';
import {
  approve,
  deliveryOf,
  faultPosts,
  graphError,
  makeApproval,
  makeThread,
  publishedOf,
  saidTo,
  statusOf,
} from '../testing/delivery-story.ts';

let fixture: ConversationsFixture;
beforeAll(async () => {
  fixture = await makeConversations();
});
afterAll(() => fixture.close());
afterEach(() => fixture.facebook('DELETE', '/_faults'));

describe('an approved reply', () => {
  it('is posted to the person, and is SENT, told and stored', async () => {
    const thread = await makeThread(fixture);
    const approval = makeApproval(thread, 'Yes, twelve of them.', { memberId: 'member-1' });
    await approve(fixture, approval);
    expect(await saidTo(fixture, thread)).toEqual(['Yes, twelve of them.']);
    const delivery = await deliveryOf(fixture, approval);
    expect(delivery).toMatchObject({ status: 'SENT', attempts: 1, platformMessageId: expect.stringMatching(/^m_/) });
    expect(await statusOf(fixture, thread)).toBe('WAITING_FOR_CUSTOMER');
    const { replyId, runId } = approval.data;
    expect(await publishedOf(fixture, 'message-delivered', thread)).toMatchObject([
      { data: { messageId: delivery?.id, replyId, runId, memberId: 'member-1' }, personal: { text: 'Yes, twelve of them.' } },
    ]);
    const ctx = fixture.tenant.ctx();
    const message = await ctx.em.findOneOrFail(Message, { id: delivery!.id });
    expect(message).toMatchObject({ direction: 'OUTBOUND', authorKind: 'AI', authorId: 'member-1' });
    expect(await openText(ctx, message)).toBe('Yes, twelve of them.');
  });

  it('is posted once, however often it is delivered', async () => {
    const thread = await makeThread(fixture);
    const approval = makeApproval(thread, 'Once.');
    await approve(fixture, approval);
    await approve(fixture, approval);
    expect(await saidTo(fixture, thread)).toEqual(['Once.']);
    expect(await publishedOf(fixture, 'message-delivered', thread)).toHaveLength(1);
  });

  it('that answers an older revision is refused as OUTDATED', async () => {
    const thread = await makeThread(fixture);
    await fixture.receive(thread.pageId, messageItem(thread.personId, 'Forget it.'));
    await approve(fixture, makeApproval(thread, 'Yes!'));
    expect(await saidTo(fixture, thread)).toEqual([]);
    expect(await publishedOf(fixture, 'reply-refused', thread)).toMatchObject([
      { data: { code: 'OUTDATED' }, personal: { text: 'Yes!' } },
    ]);
    expect(await statusOf(fixture, thread)).toBe('OPEN');
  });

  it('after the reply window is refused as WINDOW_CLOSED without asking the platform', async () => {
    const thread = await makeThread(fixture, { at: new Date(Date.now() - 25 * 3_600_000) });
    await approve(fixture, makeApproval(thread, 'Late.'));
    expect(await saidTo(fixture, thread)).toEqual([]);
    expect(await publishedOf(fixture, 'reply-refused', thread)).toMatchObject([{ data: { code: 'WINDOW_CLOSED' } }]);
  });

  it('does not make a conversation wait in which something newer came in while it was posted', async () => {
    const thread = await makeThread(fixture);
    const approval = makeApproval(thread, 'Yes.');
    await faultPosts(fixture, thread, { delayMs: 700, applied: true });
    const posting = approve(fixture, approval);
    await expect.poll(async () => (await deliveryOf(fixture, approval))?.status).toBe('SENDING');
    await fixture.receive(thread.pageId, messageItem(thread.personId, 'One more question.'));
    await posting;
    expect((await deliveryOf(fixture, approval))?.status).toBe('SENT');
    expect(await statusOf(fixture, thread)).toBe('OPEN');
  });
});

describe('a refusal by the platform', () => {
  it.each([
    ['a closed window', 10, 2018278, 'WINDOW_CLOSED'],
    ['an unknown person', 100, 2018001, 'PERSON_UNAVAILABLE'],
    ['a person who is not available', 551, 1545041, 'PERSON_UNAVAILABLE'],
    ['a person who is not available, the other way to say it', 200, 1545041, 'PERSON_UNAVAILABLE'],
    ['a missing permission', 10, undefined, 'REJECTED_BY_PLATFORM'],
    ['a message that it does not like', 100, undefined, 'REJECTED_BY_PLATFORM'],
  ])('for %s fails the delivery for good and says why', async (_what, code, subcode, refused) => {
    const thread = await makeThread(fixture);
    const approval = makeApproval(thread, 'Hm.');
    await faultPosts(fixture, thread, { status: 400, body: graphError(code, subcode) });
    await approve(fixture, approval);
    await approve(fixture, approval);
    expect(await saidTo(fixture, thread)).toHaveLength(1);
    expect(await deliveryOf(fixture, approval)).toMatchObject({ status: 'FAILED', error: expect.stringContaining(String(code)) });
    expect(await publishedOf(fixture, 'reply-refused', thread)).toMatchObject([{ data: { code: refused } }]);
    expect(await fixture.tenant.ctx().em.findOneOrFail(Channel, { id: thread.channelId })).toMatchObject({ status: 'CONNECTED' });
  });

  it('inside a 200 is a refusal all the same', async () => {
    const thread = await makeThread(fixture);
    const approval = makeApproval(thread, 'Hm.');
    await faultPosts(fixture, thread, { status: 200, body: graphError(36000) });
    await approve(fixture, approval);
    expect((await deliveryOf(fixture, approval))?.status).toBe('FAILED');
  });

  it('of the token disconnects the channel, alerts the team once, and lets nothing more be posted', async () => {
    const thread = await makeThread(fixture);
    await fixture.facebook('PUT', '/_settings', { revokedAccounts: [thread.pageId] });
    await approve(fixture, makeApproval(thread, 'one'));
    await approve(fixture, makeApproval(thread, 'two'));
    expect(await saidTo(fixture, thread)).toEqual(['one']);
    const channel = await fixture.tenant.ctx().em.findOneOrFail(Channel, { id: thread.channelId });
    expect(channel).toMatchObject({ status: 'DISCONNECTED', lastError: expect.stringContaining('190') });
    expect((await publishedOf(fixture, 'reply-refused', thread)).map(({ data }) => data['code'])).toEqual([
      'CHANNEL_DISCONNECTED',
      'CHANNEL_DISCONNECTED',
    ]);
    const alerts = (await fixture.tenant.published('alert-raised')).filter(({ key }) => key === thread.channelId);
    expect(alerts).toMatchObject([{ data: { code: 'CHANNEL_DISCONNECTED', severity: 'CRITICAL' } }]);
    await fixture.facebook('PUT', '/_settings', { revokedAccounts: [] });
  });

  it('of the page degrades the channel until a post goes through', async () => {
    const thread = await makeThread(fixture);
    const channel = () => fixture.tenant.ctx().em.findOneOrFail(Channel, { id: thread.channelId });
    await faultPosts(fixture, thread, { status: 400, body: graphError(10, 1893063), times: 1 });
    await approve(fixture, makeApproval(thread, 'one'));
    expect(await channel()).toMatchObject({ status: 'DEGRADED', lastError: expect.stringContaining('1893063') });
    await approve(fixture, makeApproval(thread, 'two'));
    expect(await channel()).toMatchObject({ status: 'CONNECTED', lastError: null });
  });
});

describe('a post that surely was not applied', () => {
  it.each([
    ['a rate limit', { status: 400, body: graphError(613) }, undefined],
    ['a rate limit that says until when', { status: 400, body: graphError(4, 2018022), headers: { 'retry-after': '7' } }, 7000],
    [
      'a page’s rate limit that says until when',
      {
        status: 400,
        body: graphError(80006),
        headers: {
          'x-business-use-case-usage': JSON.stringify({ '1': [{ type: 'messenger', estimated_time_to_regain_access: 2 }] }),
        },
      },
      120_000,
    ],
    ['a temporary failure with Graph’s word for it', { status: 500, body: graphError(1200) }, undefined],
    ['an overloaded Graph', { status: 500, body: graphError(2) }, undefined],
  ])('for %s is posted again later', async (_what, fault, retryAfterMs) => {
    const thread = await makeThread(fixture);
    const approval = makeApproval(thread, 'Later.');
    await faultPosts(fixture, thread, { ...fault, times: 1 });
    await expect(approve(fixture, approval)).rejects.toMatchObject({
      name: 'TransientError',
      unlimited: true,
      retryAfterMs: retryAfterMs ?? expect.any(Number),
    });
    expect((await deliveryOf(fixture, approval))?.status).toBe('PENDING');
    await approve(fixture, approval);
    expect(await deliveryOf(fixture, approval)).toMatchObject({ status: 'SENT', attempts: 2, error: null });
    expect(await publishedOf(fixture, 'message-delivered', thread)).toHaveLength(1);
  });

  it('is not posted again once it is out of date', async () => {
    const thread = await makeThread(fixture);
    const approval = makeApproval(thread, 'Later.');
    await faultPosts(fixture, thread, { status: 400, body: graphError(613), times: 1 });
    await expect(approve(fixture, approval)).rejects.toThrow();
    await fixture.receive(thread.pageId, messageItem(thread.personId, 'Never mind.'));
    await approve(fixture, approval);
    expect((await deliveryOf(fixture, approval))?.status).toBe('FAILED');
    expect(await publishedOf(fixture, 'reply-refused', thread)).toMatchObject([{ data: { code: 'OUTDATED' } }]);
    expect(await saidTo(fixture, thread)).toHaveLength(1);
  });
});
