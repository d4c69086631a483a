import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { reviewChanged } from '#schema/events/review-changed.v1.ts';
import { Channel, ChannelStatus } from '../channel/channel.entity.ts';
import { type ConversationsFixture, makeConversations, messageItem } from '../testing/conversations-fixture.ts';
import {
  approve,
  deliveryOf,
  faultPosts,
  graphError,
  makeApproval,
  makeThread,
  publishedOf,
  statusOf,
  type Thread,
} from '../testing/delivery-story.ts';
import { Contact, displayNameAt } from './contact.entity.ts';

const DAY_MS = 24 * 3_600_000;

let fixture: ConversationsFixture;
beforeAll(async () => {
  fixture = await makeConversations();
});
afterAll(() => fixture.close());
afterEach(async () => {
  fixture.resetClock();
  await fixture.facebook('DELETE', '/_faults');
});

/** A thread with a person whom the platform knows by this name. */
async function makeThreadWith(name: string): Promise<Thread> {
  const thread = await makeThread(fixture);
  const { pageId, personId: psid } = thread;
  await fixture.facebook('POST', '/_inbound', { pageId, psid, name, text: 'Is it in stock?', retry: false });
  return thread;
}

const sealedNameOf = async ({ conversation }: Thread): Promise<Uint8Array | null | undefined> =>
  (await fixture.tenant.ctx().em.findOneOrFail(Contact, { id: conversation.contact.id })).displayName;

async function nameOf(thread: Thread): Promise<string | null> {
  const sealed = await sealedNameOf(thread);
  return sealed ? fixture.tenant.ctx().vault.open(displayNameAt(thread.conversation.contact.id), sealed) : null;
}

/** How often the platform was asked for the person. */
async function questionsAbout({ personId }: Thread): Promise<number> {
  const journal = (await fixture.facebook('GET', '/_journal')) as { method: string; path: string }[];
  return journal.filter(({ method, path }) => method === 'GET' && path.endsWith(`/${personId}`)).length;
}

const addReview = ({ conversation }: Thread, signal?: AbortSignal): Promise<void> => {
  const ids = { reviewId: randomUUID(), runId: randomUUID(), conversationId: conversation.id };
  const data = { ...ids, change: 'ADDED' as const, status: 'PENDING' as const };
  const consumer = fixture.consumer('conversations.follow-reviews');
  return fixture.tenant.deliver(consumer, reviewChanged, { key: conversation.id, data }, signal ? { signal } : {});
};

const faultProfiles = ({ personId }: Thread, fault: object): Promise<unknown> =>
  fixture.facebook('PUT', '/_faults', { match: { method: 'GET', path: `/${personId}?` }, ...fault });

describe('a person’s name', () => {
  it('is known with the first reply, and told with it', async () => {
    const thread = await makeThreadWith('Ana Lucía Roth');
    await approve(fixture, makeApproval(thread, 'Yes.'));
    expect(await nameOf(thread)).toBe('Ana Lucía Roth');
    expect(await publishedOf(fixture, 'message-delivered', thread)).toMatchObject([
      { personal: { text: 'Yes.', displayName: 'Ana Lucía Roth' } },
    ]);
  });

  it('is known as soon as somebody is to review the answer', async () => {
    const thread = await makeThreadWith('Ana Roth');
    await addReview(thread);
    expect(await nameOf(thread)).toBe('Ana Roth');
    expect(await statusOf(fixture, thread)).toBe('WAITING_FOR_REVIEW');
  });

  it('goes with the messages that come after it was told', async () => {
    const thread = await makeThreadWith('Ana Roth');
    await addReview(thread);
    await fixture.receive(thread.pageId, messageItem(thread.personId, 'Are you there?'));
    const received = await publishedOf(fixture, 'message-received', thread);
    expect(received.map(({ personal }) => personal?.['displayName'])).toEqual([null, 'Ana Roth']);
  });

  it('stands sealed', async () => {
    const thread = await makeThreadWith('Ana Roth');
    await addReview(thread);
    expect(Buffer.from((await sealedNameOf(thread)) ?? []).includes('Roth')).toBe(false);
  });

  it('that is known is not asked for again', async () => {
    const thread = await makeThreadWith('Ana Roth');
    await addReview(thread);
    fixture.passMs(30 * DAY_MS);
    await addReview(thread);
    expect(await questionsAbout(thread)).toBe(1);
  });

  it('that the platform does not tell is asked for once a week', async () => {
    const thread = await makeThread(fixture);
    await addReview(thread);
    await approve(fixture, makeApproval(thread, 'Yes.'));
    expect(await questionsAbout(thread)).toBe(1);
    fixture.passMs(8 * DAY_MS);
    await addReview(thread);
    expect(await questionsAbout(thread)).toBe(2);
    expect(await nameOf(thread)).toBeNull();
  });

  it('is not asked for again with every post that a platform puts off', async () => {
    const thread = await makeThread(fixture);
    const approval = makeApproval(thread, 'Later.');
    await faultPosts(fixture, thread, { status: 400, body: graphError(613), times: 2 });
    for (let post = 0; post < 2; post++) await expect(approve(fixture, approval)).rejects.toThrow();
    await approve(fixture, approval);
    expect((await deliveryOf(fixture, approval))?.status).toBe('SENT');
    expect(await questionsAbout(thread)).toBe(1);
  });

  it('is not asked for of a channel that is disconnected', async () => {
    const thread = await makeThreadWith('Ana Roth');
    const ctx = fixture.tenant.ctx();
    await ctx.em.nativeUpdate(Channel, { id: thread.channelId }, { status: ChannelStatus.DISCONNECTED, credentials: null });
    await addReview(thread);
    expect(await questionsAbout(thread)).toBe(0);
    expect(await statusOf(fixture, thread)).toBe('WAITING_FOR_REVIEW');
  });
});

describe('a platform that does not tell the name', () => {
  it.each([
    ['answers 500', { status: 500, body: 'no' }],
    ['answers with a page', { status: 200, body: '<html>' }],
    ['refuses the permission', { status: 403, body: graphError(200) }],
    ['refuses the token for this alone', { status: 400, body: graphError(190) }],
    ['drops the connection', { drop: true }],
    ['never answers', { hang: true }],
  ])('and %s keeps no reply and no review back', async (_what, fault) => {
    const thread = await makeThreadWith('Ana Roth');
    await faultProfiles(thread, fault);
    const approval = makeApproval(thread, 'Yes.');
    await approve(fixture, approval);
    expect((await deliveryOf(fixture, approval))?.status).toBe('SENT');
    expect(await publishedOf(fixture, 'message-delivered', thread)).toMatchObject([{ personal: { displayName: null } }]);
    const other = await makeThreadWith('Ben Roth');
    await faultProfiles(other, fault);
    await addReview(other);
    expect(await statusOf(fixture, other)).toBe('WAITING_FOR_REVIEW');
    expect([await questionsAbout(thread), await questionsAbout(other)]).toEqual([1, 1]);
  });
});
