import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/persistence/new-id.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { claimNextReview } from './claim-next-review.ts';
import { claimReview } from './claim-review.ts';
import { releaseExpiredClaims } from './release-expired-claims.ts';
import { releaseReview } from './release-review.ts';
import { renewReviewClaim } from './renew-review-claim.ts';
import { Review } from './review.entity.ts';
import { DraftOutdated, ReviewClaimLost, ReviewHeldByAnother } from './review-result.type.ts';
import { CLAIM_LEASE_MS } from './take-claim.ts';

let tenant: AiTenant;
beforeAll(async () => {
  tenant = await makeAiTenant();
});
afterAll(() => tenant.close());

const as = (member: string) => tenant.graph(member, ['reviews:decide']);
const claim = (member: string, id: string) => as(member).transaction((tx) => claimReview(tx, id));
const claimed = async (member: string, id: string): Promise<Review> => {
  const outcome = await claim(member, id);
  if (!(outcome instanceof Review)) throw new Error(`not claimed: ${outcome.constructor.name}`);
  return outcome;
};

it('of ten who claim the same review at once, one has it and the others learn who', async () => {
  const { id } = await tenant.makeReview();
  const members = Array.from({ length: 10 }, (_, index) => `member-${index}`);
  const outcomes = await Promise.all(members.map((member) => claim(member, id)));
  expect(outcomes.filter((outcome) => outcome instanceof Review)).toHaveLength(1);
  const held = outcomes.filter((outcome) => outcome instanceof ReviewHeldByAnother);
  expect(held).toHaveLength(9);
  const { claimedBy } = await tenant.review(id);
  for (const outcome of held) expect(outcome.by?.id).toBe(claimedBy);
});

it('the token rises with every claim, also the same member’s, and the older one is lost', async () => {
  const { id } = await tenant.makeReview();
  const first = await claimed('ana', id);
  const second = await claimed('ana', id);
  expect(second.claimToken).toBe(first.claimToken + 1);
  const renewed = await as('ana').transaction((tx) => renewReviewClaim(tx, { id, token: first.claimToken }));
  expect(renewed).toBeInstanceOf(ReviewClaimLost);
});

it('a claim that ran out is free for all at once, and its token never comes back', async () => {
  const { id } = await tenant.makeReview();
  const first = await claimed('ana', id);
  tenant.clock.advance(CLAIM_LEASE_MS);
  const lost = await as('ana').transaction((tx) => renewReviewClaim(tx, { id, token: first.claimToken }));
  expect(lost).toBeInstanceOf(ReviewClaimLost);
  const second = await claimed('ben', id);
  expect(second.claimToken).toBeGreaterThan(first.claimToken);
});

it('renewing keeps the token and moves the end', async () => {
  const { id } = await tenant.makeReview();
  const first = await claimed('ana', id);
  tenant.clock.advance(CLAIM_LEASE_MS - 1_000);
  await as('ana').transaction((tx) => renewReviewClaim(tx, { id, token: first.claimToken }));
  tenant.clock.advance(CLAIM_LEASE_MS - 1_000);
  expect(await claim('ben', id)).toBeInstanceOf(ReviewHeldByAnother);
});

it('a released review is pending again; releasing twice is no mistake, releasing another’s is', async () => {
  const { id } = await tenant.makeReview();
  const { claimToken: token } = await claimed('ana', id);
  await as('ana').transaction((tx) => releaseReview(tx, { id, token }));
  expect(await as('ana').transaction((tx) => releaseReview(tx, { id, token }))).toMatchObject({ status: 'PENDING' });
  await claimed('ben', id);
  await expect(as('ana').transaction((tx) => releaseReview(tx, { id, token }))).rejects.toMatchObject({ code: 'CONFLICT' });
});

it('the task tells the watchers of claims that ran out, once', async () => {
  const { id, conversationId } = await tenant.makeReview();
  await claimed('ana', id);
  tenant.clock.advance(CLAIM_LEASE_MS);
  await tenant.transaction(releaseExpiredClaims);
  await tenant.transaction(releaseExpiredClaims);
  expect(await tenant.review(id)).toMatchObject({ status: 'PENDING', claimedBy: null });
  const changes = (await tenant.published('review-changed')).filter((event) => event.key === conversationId);
  expect(changes.map((event) => event.data['change'])).toEqual(['ADDED', 'CLAIMED', 'RELEASED']);
});

it('a review whose conversation has a newer message cannot be claimed', async () => {
  const older = await tenant.makeReview();
  const { conversationId, contactId } = older;
  await tenant.answer(tenant.message('hello', { conversationId, contactId, revision: 2 }));
  expect(await claim('ana', older.id)).toBeInstanceOf(DraftOutdated);
});

it('what was never given out is not found', async () => {
  await expect(claim('ana', newId())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(claim('ana', 'no-id')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('the next review is the most urgent one, and two who ask at once get two', async () => {
  const fresh = await makeAiTenant();
  try {
    expect(await fresh.graph('ana', []).transaction(claimNextReview)).toBeNull();
    const cold = await fresh.makeReview();
    const hot = await fresh.makeReview();
    await fresh.scoreLead({ conversationId: hot.conversationId, tier: 'HOT' });
    const [first, second] = await Promise.all([
      fresh.graph('ana', []).transaction(claimNextReview),
      fresh.graph('ben', []).transaction(claimNextReview),
    ]);
    expect(new Set([first?.id, second?.id])).toEqual(new Set([cold.id, hot.id]));
    await fresh
      .graph('x', [])
      .transaction(async (tx) => tx.em.nativeUpdate(Review, {}, { status: 'PENDING', claimedBy: null, claimExpiresAt: null }));
    expect((await fresh.graph('ana', []).transaction(claimNextReview))?.id).toBe(hot.id);
  } finally {
    await fresh.close();
  }
});
