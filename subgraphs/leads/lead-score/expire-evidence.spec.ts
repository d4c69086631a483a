import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeTestTenant, type TestTenant } from '#kernel/testing/test-tenant.ts';
import { contentExpired } from '#schema/events/content-expired.v1.ts';
import { expireEvidenceConsumer } from '../consumers/expire-evidence.ts';
import { leads } from '../subgraph.ts';
import { makeScored, score } from '../testing/score.ts';
import { openEvidence } from './evidence.ts';
import { LeadScore } from './lead-score.entity.ts';

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTestTenant([leads()]);
});
afterAll(() => tenant.close());

it('the words behind scores go with their messages; points stay, and so do younger scores’ words', async () => {
  const [contactId, conversationId] = [randomUUID(), randomUUID()];
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute)).toISOString();
  for (const minute of [0, 1, 9]) await score(tenant, makeScored({ contactId, conversationId, scoredAt: at(minute) }));
  await score(tenant, makeScored({ scoredAt: at(0) }));
  const words = async () => {
    const ctx = tenant.ctx();
    const scores = await ctx.em.find(LeadScore, {}, { orderBy: { id: 'asc' } });
    return Promise.all(scores.map((each) => openEvidence(ctx, each)));
  };
  const expire = (keptSince: string | null) =>
    tenant.deliver(expireEvidenceConsumer, contentExpired, {
      key: conversationId,
      data: { channelId: randomUUID(), conversationId, contactId, messageIds: [randomUUID()], keptSince },
    });
  const all = ['I want to buy', 'what does it cost'];
  await expire(at(5));
  expect(await words()).toEqual([[], [], [...all, 'wrote within the hour before'], all]);
  await expire(null);
  expect(await words()).toEqual([[], [], [], all]);
  const [first] = await tenant.ctx().em.find(LeadScore, { conversationId });
  expect(first?.points).toBe(45);
});
