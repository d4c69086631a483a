import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeTestTenant, type TestTenant } from '#kernel/testing/test-tenant.ts';
import { leadScored } from '#schema/events/lead-scored.v1.ts';
import { messageScored } from '#schema/events/message-scored.v1.ts';
import { scoreLeadConsumer } from '../consumers/score-lead.ts';
import { LeadScore } from '../lead-score/lead-score.entity.ts';
import { signalsOf } from '../lead-score/signals-of.ts';
import { leads } from '../subgraph.ts';
import { makeScored, score } from '../testing/score.ts';
import { Lead } from './lead.entity.ts';
import { overrideLeadTier } from './override-lead-tier.ts';
import { setLeadStage } from './set-lead-stage.ts';

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTestTenant([leads()]);
});
afterAll(() => tenant.close());

const publishedFor = async (lead: Lead) =>
  (await tenant.published(leadScored.type)).filter(({ data }) => data['leadId'] === lead.id);

describe('scoring a lead', () => {
  it('makes one lead a contact, and one score a run, over all of the contact’s conversations', async () => {
    const contactId = randomUUID();
    const first = await score(tenant, makeScored({ contactId }));
    const second = await score(tenant, makeScored({ contactId, points: 80 }));
    expect(second.id).toBe(first.id);
    expect(second.conversationId).not.toBe(first.conversationId);
    expect(await tenant.ctx().em.count(LeadScore, { leadId: first.id })).toBe(2);
  });

  it('is NEW at the first score, ENGAGED at the second, and keeps a stage that a member set', async () => {
    const contactId = randomUUID();
    expect(await score(tenant, makeScored({ contactId }))).toMatchObject({ stage: 'NEW', version: 1 });
    const lead = await score(tenant, makeScored({ contactId }));
    expect(lead).toMatchObject({ stage: 'ENGAGED', version: 2 });
    await tenant.transaction((tx) => setLeadStage(tx, lead.id, 'QUALIFIED'));
    expect(await score(tenant, makeScored({ contactId }))).toMatchObject({ stage: 'QUALIFIED', version: 4 });
  });

  it('changes and publishes nothing when the run comes again', async () => {
    const event = makeScored();
    const before = await score(tenant, event);
    expect(await score(tenant, event)).toEqual(before);
    expect(await publishedFor(before)).toHaveLength(1);
  });

  it('publishes tier, change of tier, version and reasons, in the fast lane when the lead is hot', async () => {
    const contactId = randomUUID();
    const lead = await score(tenant, makeScored({ contactId, points: 39 }));
    const hot = makeScored({ contactId, points: 70 });
    const signals = [
      { name: 'wants-to-buy', points: 30 },
      { name: 'asks-for-price', points: 15 },
      { name: 'RECENCY', points: 5 },
    ];
    await score(tenant, hot);
    expect(await publishedFor(lead)).toMatchObject([
      { lane: 'standard', data: { tier: 'COLD', previousTier: null, stage: 'NEW', version: 1, points: 39 } },
      {
        lane: 'fast',
        key: hot.data.conversationId,
        data: { tier: 'HOT', previousTier: 'COLD', stage: 'ENGAGED', version: 2, points: 75, signals },
      },
    ]);
  });

  it('keeps what an earlier message told of the contact, and publishes it with the next score', async () => {
    const contactId = randomUUID();
    const lead = await score(tenant, makeScored({ contactId }, { email: 'ada@fischer.example' }));
    await score(tenant, makeScored({ contactId }, { displayName: null, phone: '+49 30 1234567' }));
    expect((await publishedFor(lead)).at(-1)?.personal).toEqual({
      displayName: 'Ada Fischer',
      email: 'ada@fischer.example',
      phone: '+49 30 1234567',
      company: null,
    });
  });

  it('records scores under a human’s override, which stays', async () => {
    const contactId = randomUUID();
    const lead = await score(tenant, makeScored({ contactId, points: 10 }));
    await tenant.transaction((tx) => overrideLeadTier(tx, lead.id, 'HOT', 'met at the fair'));
    const rescored = await score(tenant, makeScored({ contactId, points: 45 }));
    expect(rescored).toMatchObject({ tier: 'HOT', scoredTier: 'WARM', points: 50 });
    expect(rescored.latestScore).toMatchObject({ tier: 'WARM', previousTier: 'COLD' });
    expect((await publishedFor(lead)).at(-1)?.data).toMatchObject({ tier: 'HOT', previousTier: 'HOT', points: 50 });
  });

  it('names the signals by their effect, each with its own evidence', async () => {
    const signals = [
      { name: 'asks-for-price', points: 10 },
      { name: 'wrote-spam', points: -40 },
      { name: 'wants-to-buy', points: 30 },
    ];
    const lead = await score(tenant, makeScored({ signals }, { evidence: ['the price', null, 'I will buy'] }));
    const shown = signalsOf(tenant.ctx(), lead.latestScore);
    expect(shown.map(({ name }) => name)).toEqual(['wrote-spam', 'wants-to-buy', 'asks-for-price']);
    expect(await Promise.all(shown.map((signal) => signal.evidence()))).toEqual([null, 'I will buy', 'the price']);
  });

  it('shows no evidence of a person whose key was dropped', async () => {
    const contactId = randomUUID();
    const lead = await score(tenant, makeScored({ contactId }));
    await tenant.ctx().vault.forget(contactId);
    const [signal] = signalsOf(tenant.ctx(), lead.latestScore);
    expect(await signal?.evidence()).toBeNull();
  });

  it('settles nothing for a person who was erased before the event came', async () => {
    const [handler] = scoreLeadConsumer.handlers;
    const settle = vi.fn();
    const event = { ...makeScored(), id: randomUUID(), type: messageScored.type, publishedAt: new Date(), personal: null };
    await handler!.handle(tenant.ctx(), event as never, settle, { attempt: 1 } as never);
    expect(settle).not.toHaveBeenCalled();
  });

  it('makes one lead of a contact whose conversations are scored at the same moment', async () => {
    const contactId = randomUUID();
    const scored = await Promise.all([1, 2, 3, 4].map((points) => score(tenant, makeScored({ contactId, points }))));
    expect(new Set(scored.map((lead) => lead.id)).size).toBe(1);
    const versions = (await publishedFor(scored[0]!)).map(({ data }) => data['version']);
    expect(versions.toSorted()).toEqual([1, 2, 3, 4]);
  });

  it('is not seen by another tenant', async () => {
    const lead = await score(tenant, makeScored());
    expect(await tenant.other().em.findOne(Lead, { id: lead.id })).toBeNull();
  });
});
