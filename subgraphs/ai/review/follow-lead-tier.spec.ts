import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { claimReview } from './claim-review.ts';

let tenant: AiTenant;
beforeAll(async () => {
  tenant = await makeAiTenant();
});
afterAll(() => tenant.close());

it('a pending review moves up with its lead, and an older version of the lead does not move it back', async () => {
  const { id, conversationId, priority } = await tenant.makeReview();
  await tenant.scoreLead({ conversationId, tier: 'HOT', version: 3 });
  const hot = (await tenant.review(id)).priority;
  expect(hot).toBeGreaterThan(priority);
  await tenant.scoreLead({ conversationId, tier: 'WARM', previousTier: 'COLD', version: 2 });
  expect((await tenant.review(id)).priority).toBe(hot);
});

it('a claimed review keeps its place', async () => {
  const { id, conversationId, priority } = await tenant.makeReview();
  await tenant.graph('ana', []).transaction((tx) => claimReview(tx, id));
  await tenant.scoreLead({ conversationId, tier: 'HOT' });
  expect((await tenant.review(id)).priority).toBe(priority);
});

it('a review of a lead that is hot already is born urgent', async () => {
  const first = tenant.message('Hello, how much does delivery cost?');
  await tenant.answer(first);
  await tenant.scoreLead({ conversationId: first.key, tier: 'HOT' });
  const hot = await tenant.makeReview({ conversationId: first.key, contactId: first.data.contactId, revision: 2 });
  const cold = await tenant.makeReview();
  expect(hot.priority).toBeGreaterThan(cold.priority);
});
