import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AiTenant, HOUR_MS, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { type Approval, approveReview, LONGEST_REPLY } from './approve-review.ts';
import { claimReview } from './claim-review.ts';
import { expireReviews } from './expire-reviews.ts';
import { rejectReview } from './reject-review.ts';
import { Review } from './review.entity.ts';
import { DraftOutdated, ReplyRefused, ReviewAlreadyDecided, ReviewClaimLost, ReviewHeldByAnother } from './review-result.type.ts';
import { CLAIM_LEASE_MS } from './take-claim.ts';

let tenant: AiTenant;
beforeAll(async () => {
  tenant = await makeAiTenant();
});
afterAll(() => tenant.close());

const as = (member: string) => tenant.graph(member, ['reviews:decide']);
const approve = (member: string, approval: Partial<Approval> & { id: string; token: number }) =>
  as(member).transaction((tx) => approveReview(tx, { text: 'Sorry, no rocket.', idempotencyKey: null, ...approval }));
const reject = (member: string, id: string, token: number) =>
  as(member).transaction((tx) => rejectReview(tx, { id, token, reason: 'not ours to answer' }));
const makeClaimed = async (member: string): Promise<{ id: string; token: number; review: Review }> => {
  const { id } = await tenant.makeReview();
  const review = await as(member).transaction((tx) => claimReview(tx, id));
  if (!(review instanceof Review)) throw new Error('not claimed');
  return { id, token: review.claimToken, review };
};
const repliesTo = async (review: Review) =>
  (await tenant.published('reply-approved')).filter((event) => event.data['reviewId'] === review.id);

it('an approved reply is handed over with the reviewer’s words, and the review is on its way', async () => {
  const { id, token, review } = await makeClaimed('ana');
  expect(await approve('ana', { id, token, text: '  Sorry, no rocket.  ' })).toMatchObject({
    status: 'SENDING',
    edited: true,
    decidedBy: 'ana',
  });
  const [reply] = await repliesTo(review);
  expect(reply?.data).toMatchObject({ runId: review.runId, memberId: 'ana', revision: 1, conversationId: review.conversationId });
  expect(reply?.personal).toEqual({ text: 'Sorry, no rocket.' });
});

it('of ten decisions at once exactly one is taken', async () => {
  const { id, token, review } = await makeClaimed('ana');
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, index) => (index % 2 ? approve('ana', { id, token }) : reject('ana', id, token))),
  );
  expect(outcomes.filter((outcome) => outcome instanceof Review)).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome instanceof ReviewAlreadyDecided)).toHaveLength(9);
  expect((await repliesTo(review)).length).toBeLessThanOrEqual(1);
});

it('the same key answers the same decision and sends once, also at the same time', async () => {
  const { id, token, review } = await makeClaimed('ana');
  const outcomes = await Promise.all(Array.from({ length: 4 }, () => approve('ana', { id, token, idempotencyKey: 'k1' })));
  for (const outcome of outcomes) expect(outcome).toMatchObject({ id, status: 'SENDING' });
  expect(await repliesTo(review)).toHaveLength(1);
  expect(await approve('ben', { id, token, idempotencyKey: 'k1' })).toBeInstanceOf(ReviewAlreadyDecided);
});

it('a stale token decides nothing, whoever holds it', async () => {
  const { id, token } = await makeClaimed('ana');
  expect(await approve('ben', { id, token })).toBeInstanceOf(ReviewHeldByAnother);
  expect(await approve('ana', { id, token: token - 1 })).toBeInstanceOf(ReviewClaimLost);
  tenant.clock.advance(CLAIM_LEASE_MS);
  expect(await approve('ana', { id, token })).toBeInstanceOf(ReviewClaimLost);
  await as('ben').transaction((tx) => claimReview(tx, id));
  expect(await approve('ana', { id, token })).toBeInstanceOf(ReviewHeldByAnother);
  expect(await reject('ana', id, token)).toBeInstanceOf(ReviewHeldByAnother);
});

it('a reply to a message that is no longer the latest is not sent', async () => {
  const { id, token, review } = await makeClaimed('ana');
  const { conversationId, contactId } = review;
  await tenant.answer(tenant.message('hello', { conversationId, contactId, revision: 2 }));
  expect(await approve('ana', { id, token })).toBeInstanceOf(DraftOutdated);
  expect(await repliesTo(review)).toEqual([]);
});

it.each([
  ['TEXT_EMPTY', ' \n '],
  ['TEXT_TOO_LONG', 'x'.repeat(LONGEST_REPLY + 1)],
])('a reply that no platform takes (%s) is refused, and the review stays claimed', async (code, text) => {
  const { id, token } = await makeClaimed('ana');
  const outcome = await approve('ana', { id, token, text });
  expect(outcome).toBeInstanceOf(ReplyRefused);
  expect(outcome).toMatchObject({ code });
  expect(await tenant.review(id)).toMatchObject({ status: 'CLAIMED', claimToken: token });
  expect(await approve('ana', { id, token, text: 'x'.repeat(LONGEST_REPLY) })).toBeInstanceOf(Review);
});

it('without a draft a text has to be written', async () => {
  const { id, token } = await makeClaimed('ana');
  expect(await approve('ana', { id, token, text: null })).toMatchObject({ code: 'TEXT_EMPTY' });
});

it('after the reply window has closed a reply is refused, and the task ends the review', async () => {
  const { id } = await tenant.makeReview({ replyWindowClosesAt: new Date(tenant.clock.now().getTime() + HOUR_MS).toISOString() });
  tenant.clock.advance(HOUR_MS);
  const claimed = await as('ana').transaction((tx) => claimReview(tx, id));
  if (!(claimed instanceof Review)) throw new Error('not claimed');
  expect(await approve('ana', { id, token: claimed.claimToken })).toMatchObject({ code: 'WINDOW_CLOSED' });
  await tenant.transaction(expireReviews);
  expect(await tenant.review(id)).toMatchObject({ status: 'EXPIRED', claimedBy: null });
  expect((await tenant.run(claimed.runId)).status).toBe('NO_REPLY');
  expect(await approve('ana', { id, token: claimed.claimToken })).toBeInstanceOf(ReviewAlreadyDecided);
});

it('a rejection sends nothing, ends the run and keeps the reason sealed', async () => {
  const { id, token, review } = await makeClaimed('ana');
  expect(await reject('ana', id, token)).toMatchObject({ status: 'REJECTED' });
  expect((await tenant.run(review.runId)).status).toBe('REJECTED');
  expect(await repliesTo(review)).toEqual([]);
  const stored = await tenant.review(id);
  expect(Buffer.from(stored.rejectionReason!).includes('not ours')).toBe(false);
});
