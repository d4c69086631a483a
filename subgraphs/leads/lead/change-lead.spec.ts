import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { makeTestTenant, type TestTenant } from '#kernel/testing/test-tenant.ts';
import { leadChanged } from '#schema/events/lead-changed.v1.ts';
import { leads } from '../subgraph.ts';
import { makeScored, score } from '../testing/score.ts';
import { clearLeadTierOverride } from './clear-lead-tier-override.ts';
import { Lead } from './lead.entity.ts';
import { overrideLeadTier } from './override-lead-tier.ts';
import { overrideOf } from './override-of.ts';
import { setLeadStage } from './set-lead-stage.ts';

let tenant: TestTenant;
const memberId = randomUUID();
beforeAll(async () => {
  tenant = await makeTestTenant([leads()]);
});
afterAll(() => tenant.close());

const asMember = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => tenant.graph(memberId, ['leads:write']).transaction(work);
const stored = (id: string): Promise<Lead> => tenant.ctx().em.findOneOrFail(Lead, { id });
const publishedFor = async (lead: Lead) =>
  (await tenant.published(leadChanged.type)).filter(({ data }) => data['leadId'] === lead.id);

describe('setLeadStage', () => {
  it('moves the lead and publishes it with what the CRM needs', async () => {
    const lead = await score(tenant, makeScored({}, { email: 'ada@fischer.example' }));
    await asMember((tx) => setLeadStage(tx, lead.id, 'QUALIFIED'));
    expect(await stored(lead.id)).toMatchObject({ stage: 'QUALIFIED', version: 2 });
    expect(await publishedFor(lead)).toMatchObject([
      {
        key: lead.conversationId,
        data: { stage: 'QUALIFIED', tier: lead.tier, points: lead.points, version: 2, contactId: lead.contactId },
        personal: { displayName: 'Ada Fischer', email: 'ada@fischer.example', phone: null, company: null },
      },
    ]);
  });

  it('refuses a move that the table does not have, and publishes nothing', async () => {
    const lead = await score(tenant, makeScored());
    await asMember((tx) => setLeadStage(tx, lead.id, 'LOST'));
    await expect(asMember((tx) => setLeadStage(tx, lead.id, 'CONVERTED'))).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(asMember((tx) => setLeadStage(tx, lead.id, 'LOST'))).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await publishedFor(lead)).toHaveLength(1);
  });

  it.each(['nonsense', randomUUID()])('does not find %s', async (id) => {
    await expect(asMember((tx) => setLeadStage(tx, id, 'LOST'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('does not find another tenant’s lead', async () => {
    const lead = await score(tenant, makeScored());
    const intruder = tenant.other();
    await expect(
      tenant.installation.platform.transaction(intruder, (tx) => setLeadStage(tx, lead.id, 'LOST')),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('overrideLeadTier', () => {
  it('shows the member’s tier with who, why and when, and publishes it', async () => {
    const lead = await score(tenant, makeScored({ points: 5 }));
    await asMember((tx) => overrideLeadTier(tx, lead.id, 'HOT', '  met at the fair '));
    const override = overrideOf(tenant.ctx(), await stored(lead.id));
    expect(override).toMatchObject({ tier: 'HOT', by: { id: memberId }, at: expect.any(Date) });
    expect(await override?.reason()).toBe('met at the fair');
    expect(await publishedFor(lead)).toMatchObject([{ data: { tier: 'HOT', points: 5, version: 2 } }]);
  });

  it.each(['', '   ', 'x'.repeat(1001)])('refuses a reason that says nothing or too much', async (reason) => {
    const lead = await score(tenant, makeScored());
    await expect(asMember((tx) => overrideLeadTier(tx, lead.id, 'HOT', reason))).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      detail: { field: 'reason' },
    });
  });
});

describe('clearLeadTierOverride', () => {
  it('shows the tier of the latest score, recorded under the override, again', async () => {
    const lead = await score(tenant, makeScored({ points: 5 }));
    await asMember((tx) => overrideLeadTier(tx, lead.id, 'HOT', 'met at the fair'));
    await score(tenant, makeScored({ contactId: lead.contactId, points: 55 }));
    await asMember((tx) => clearLeadTierOverride(tx, lead.id));
    const cleared = await stored(lead.id);
    expect(cleared).toMatchObject({ tier: 'WARM', scoredTier: 'WARM' });
    expect(overrideOf(tenant.ctx(), cleared)).toBeNull();
  });

  it('is a CONFLICT where there is none', async () => {
    const lead = await score(tenant, makeScored());
    await expect(asMember((tx) => clearLeadTierOverride(tx, lead.id))).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});
