import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewEvent } from '#kernel/messaging/event-contract.ts';
import { leadChanged } from '#schema/events/lead-changed.v1.ts';
import { leadScored } from '#schema/events/lead-scored.v1.ts';
import { reviewChanged } from '#schema/events/review-changed.v1.ts';
import { runChanged } from '#schema/events/run-changed.v1.ts';
import { Contact } from '../contact/contact.entity.ts';
import { type ConversationsFixture, makeConversations } from '../testing/conversations-fixture.ts';
import { approve, faultPosts, makeApproval, makeThread, publishedOf, statusOf, type Thread } from '../testing/delivery-story.ts';

let fixture: ConversationsFixture;
beforeAll(async () => {
  fixture = await makeConversations();
});
afterAll(() => fixture.close());

type Change = NewEvent<typeof reviewChanged>['data']['change'];
const review = ({ conversation }: Thread, change: Change) => {
  const data = {
    reviewId: randomUUID(),
    runId: randomUUID(),
    conversationId: conversation.id,
    change,
    status: 'PENDING' as const,
  };
  return fixture.tenant.deliver(fixture.consumer('conversations.follow-reviews'), reviewChanged, { key: conversation.id, data });
};

describe('a review', () => {
  it('makes its conversation wait, and one that ends without an answer opens it again', async () => {
    const thread = await makeThread(fixture);
    await review(thread, 'ADDED');
    expect(await statusOf(fixture, thread)).toBe('WAITING_FOR_REVIEW');
    for (const change of ['CLAIMED', 'RELEASED', 'SUPERSEDED'] as const) await review(thread, change);
    expect(await statusOf(fixture, thread)).toBe('WAITING_FOR_REVIEW');
    await review(thread, 'REJECTED');
    expect(await statusOf(fixture, thread)).toBe('OPEN');
    const changes = await publishedOf(fixture, 'conversation-changed', thread);
    expect(changes.map(({ data }) => data['change'])).toEqual(['STATUS', 'STATUS']);
  });

  it('that comes after the answer does not make the conversation wait again', async () => {
    const thread = await makeThread(fixture);
    await approve(fixture, makeApproval(thread, 'Done.'));
    await review(thread, 'ADDED');
    await review(thread, 'EXPIRED');
    expect(await statusOf(fixture, thread)).toBe('WAITING_FOR_CUSTOMER');
  });
});

describe('a run', () => {
  const run = ({ conversation }: Thread, status: 'RUNNING' | 'IN_REVIEW', mayReply: boolean) =>
    fixture.tenant.deliver(fixture.consumer('conversations.show-typing'), runChanged, {
      key: conversation.id,
      data: { runId: randomUUID(), conversationId: conversation.id, status, mayReply },
    });
  const shownTo = async ({ personId }: Thread): Promise<number> => {
    const journal = (await fixture.facebook('GET', '/_journal')) as {
      request?: { recipient?: { id: string }; sender_action?: string };
    }[];
    return journal.filter(({ request }) => request?.recipient?.id === personId && request.sender_action === 'typing_on').length;
  };

  it('that takes its time over a reply shows the person that somebody writes', async () => {
    const thread = await makeThread(fixture);
    await run(thread, 'RUNNING', true);
    expect(await shownTo(thread)).toBe(1);
  });

  it('whose reply waits for a reviewer, or that has ended, shows nothing', async () => {
    const thread = await makeThread(fixture);
    await run(thread, 'RUNNING', false);
    await run(thread, 'IN_REVIEW', true);
    await approve(fixture, makeApproval(thread, 'Done.'));
    await run(thread, 'RUNNING', true);
    expect(await shownTo(thread)).toBe(0);
  });

  it('is not held up by a platform that does not show it', async () => {
    const thread = await makeThread(fixture);
    await faultPosts(fixture, thread, { status: 500, body: '<html>' });
    await run(thread, 'RUNNING', true);
    await fixture.facebook('DELETE', '/_faults');
  });
});

describe('a lead', () => {
  type Tier = NewEvent<typeof leadScored>['data']['tier'];
  const personal = { displayName: null, email: null, phone: null, company: null };
  const standing = ({ conversation }: Thread, tier: Tier, version: number) => ({
    ...{
      leadId: randomUUID(),
      contactId: conversation.contact.id,
      conversationId: conversation.id,
      platform: 'FACEBOOK' as const,
    },
    ...{ tier, points: 50, stage: 'NEW' as const, version },
  });
  const score = (thread: Thread, tier: Tier, previousTier: Tier | null, version: number) => {
    const data = { ...standing(thread, tier, version), scoreId: randomUUID(), previousTier, signals: [], scoredAt: now() };
    return deliver(thread, leadScored, data);
  };
  /** What a member's override, or its end, tells. */
  const change = (thread: Thread, tier: Tier, version: number) =>
    deliver(thread, leadChanged, { ...standing(thread, tier, version), changedAt: now() });
  const now = () => new Date().toISOString();
  const deliver = <C extends typeof leadScored | typeof leadChanged>(
    { conversation }: Thread,
    contract: C,
    data: NewEvent<C>['data'],
  ) => {
    const event = { key: conversation.id, subjectId: conversation.contact.id, data, personal } as unknown as NewEvent<C>;
    return fixture.tenant.deliver(fixture.consumer('conversations.pick-lanes'), contract, event);
  };
  const tierOf = async ({ conversation }: Thread) =>
    (await fixture.tenant.ctx().em.findOneOrFail(Contact, { id: conversation.contact.id })).tier;

  it('that is scored has its tier on its contact, and what a member sets goes before and after a score', async () => {
    const thread = await makeThread(fixture);
    await score(thread, 'COLD', null, 1);
    expect(await tierOf(thread)).toBeNull();
    await score(thread, 'HOT', 'COLD', 2);
    expect(await tierOf(thread)).toBe('HOT');
    await change(thread, 'WARM', 3);
    expect(await tierOf(thread)).toBe('WARM');
    await change(thread, 'COLD', 5);
    expect(await tierOf(thread)).toBe('COLD');
  });

  it('of an older version changes nothing', async () => {
    const thread = await makeThread(fixture);
    await change(thread, 'HOT', 4);
    await score(thread, 'WARM', 'COLD', 3);
    await change(thread, 'COLD', 4);
    expect(await tierOf(thread)).toBe('HOT');
  });

  it('whose score leaves its tier as it was is not even received', () => {
    const [handler] = fixture.consumer('conversations.pick-lanes').handlers;
    const wants = (tier: Tier, previousTier: Tier | null) => handler?.when?.({ tier, previousTier } as never);
    expect([wants('HOT', 'HOT'), wants('COLD', 'COLD'), wants('COLD', null)]).toEqual([false, false, false]);
    expect([wants('HOT', null), wants('WARM', null), wants('COLD', 'WARM')]).toEqual([true, true, true]);
  });
});
