import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DataOf } from '#kernel/messaging/event-contract.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import { messageDelivered } from '#schema/events/message-delivered.v1.ts';
import { replyRefused } from '#schema/events/reply-refused.v1.ts';
import { recordDeliveryConsumer } from '../consumers/record-delivery.ts';
import { approveReview } from '../review/approve-review.ts';
import { claimReview } from '../review/claim-review.ts';
import { Review } from '../review/review.entity.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';

let tenant: AiTenant;
beforeAll(async () => {
  tenant = await makeAiTenant();
});
afterAll(() => tenant.close());

interface Sent {
  readonly runId: string;
  readonly reviewId: string | null;
  readonly replyId: string;
  readonly conversationId: string;
  readonly contactId: string;
}

const refuse = (sent: Sent, code: DataOf<typeof replyRefused>['code']) =>
  tenant.deliver(recordDeliveryConsumer, replyRefused, {
    key: sent.conversationId,
    data: { ...sent, code, message: 'no', refusedAt: tenant.clock.now().toISOString() },
    subjectId: sent.contactId,
    personal: { text: 'x' },
  });

const deliverReply = (sent: Sent, messageId = newId()) =>
  tenant.deliver(recordDeliveryConsumer, messageDelivered, {
    key: sent.conversationId,
    data: {
      ...sent,
      messageId,
      channelId: newId(),
      platform: 'FACEBOOK',
      memberId: 'ana',
      deliveredAt: tenant.clock.now().toISOString(),
    },
    subjectId: sent.contactId,
    personal: { text: 'x', displayName: null },
  });

async function approve(id: string): Promise<Sent> {
  const ana = tenant.graph('ana', []);
  const claimed = await ana.transaction((tx) => claimReview(tx, id));
  if (!(claimed instanceof Review)) throw new Error('not claimed');
  const review = await ana.transaction((tx) =>
    approveReview(tx, { id, token: claimed.claimToken, text: 'Sorry, no rocket.', idempotencyKey: null }),
  );
  if (!(review instanceof Review) || review.replyId == null) throw new Error('not approved');
  const { runId, replyId, conversationId, contactId } = review;
  return { runId, reviewId: id, replyId, conversationId, contactId };
}

async function autoReply(): Promise<Sent> {
  const event = tenant.message('Hello, how much does delivery cost?');
  await tenant.answer(event);
  const { id, replyId, conversationId, contactId } = await tenant.runOf(event);
  if (replyId == null) throw new Error('the machine was expected to answer');
  return { runId: id, reviewId: null, replyId, conversationId, contactId };
}

const changesOf = async ({ conversationId }: Sent) =>
  (await tenant.published('review-changed'))
    .filter((event) => event.key === conversationId)
    .map(({ data }) => `${data['change']} ${data['status']}`);

it('a reply that the platform took ends its review and its run', async () => {
  const sent = await approve((await tenant.makeReview()).id);
  const messageId = newId();
  await deliverReply(sent, messageId);
  await deliverReply(sent, messageId);
  expect(await tenant.review(sent.reviewId!)).toMatchObject({ status: 'APPROVED', replyMessageId: messageId });
  expect((await tenant.run(sent.runId)).status).toBe('REPLIED_AFTER_REVIEW');
  expect(await changesOf(sent)).toEqual(['ADDED PENDING', 'CLAIMED CLAIMED', 'APPROVED SENDING', 'APPROVED APPROVED']);
});

it('a refused reply reopens its review, which can be decided again', async () => {
  const sent = await approve((await tenant.makeReview()).id);
  await refuse(sent, 'REJECTED_BY_PLATFORM');
  expect(await tenant.review(sent.reviewId!)).toMatchObject({ status: 'PENDING', refusalCode: 'REJECTED_BY_PLATFORM' });
  const again = await approve(sent.reviewId!);
  expect(again.replyId).not.toBe(sent.replyId);
  await refuse(sent, 'REJECTED_BY_PLATFORM');
  expect(await tenant.review(sent.reviewId!)).toMatchObject({ status: 'SENDING', refusalCode: null });
});

it('a reply that was uncertain and turns out to have arrived ends the reopened review', async () => {
  const sent = await approve((await tenant.makeReview()).id);
  await refuse(sent, 'UNCERTAIN');
  await deliverReply(sent);
  expect(await tenant.review(sent.reviewId!)).toMatchObject({ status: 'APPROVED', refusalCode: null });
});

it('a reply that a newer message made outdated supersedes its review, which learns its successor when there is one', async () => {
  const sent = await approve((await tenant.makeReview()).id);
  await refuse(sent, 'OUTDATED');
  expect(await tenant.review(sent.reviewId!)).toMatchObject({ status: 'SUPERSEDED', supersededById: null });
  expect((await tenant.run(sent.runId)).status).toBe('SUPERSEDED');
  const { conversationId, contactId } = sent;
  const successor = await tenant.makeReview({ conversationId, contactId, revision: 2 });
  expect((await tenant.review(sent.reviewId!)).supersededById).toBe(successor.id);
});

it.each([
  ['OUTDATED', 'SUPERSEDED'],
  ['WINDOW_CLOSED', 'NO_REPLY'],
  ['UNCERTAIN', 'FAILED'],
  ['REJECTED_BY_PLATFORM', 'FAILED'],
] as const)('a reply by the machine that is refused as %s leaves its run %s, and asks nobody', async (code, status) => {
  const sent = await autoReply();
  await refuse(sent, code);
  await refuse(sent, code);
  expect((await tenant.run(sent.runId)).status).toBe(status);
  expect(await tenant.ctx().em.count(Review, { runId: sent.runId })).toBe(0);
  const changes = (await tenant.published('run-changed')).filter((event) => event.key === sent.conversationId);
  expect(changes.map((event) => event.data['status'])).toEqual(['AUTO_REPLIED', status]);
});
