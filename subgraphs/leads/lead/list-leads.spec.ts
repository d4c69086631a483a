import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestTenant, type TestTenant } from '#kernel/testing/test-tenant.ts';
import { leads } from '../subgraph.ts';
import { makeScored, score } from '../testing/score.ts';
import type { LeadFilter, LeadOrder } from './leads-args.ts';
import { listLeads } from './list-leads.ts';
import { setLeadStage } from './set-lead-stage.ts';

let tenant: TestTenant;
/** By points: 80, 80, 50, 20, 20; updated and created in that order. */
let ids: string[];
beforeAll(async () => {
  tenant = await makeTestTenant([leads()]);
  ids = [];
  for (const points of [80, 80, 50, 20, 20]) ids.push((await score(tenant, makeScored({ points }))).id);
});
afterAll(() => tenant.close());

const list = (orderBy: LeadOrder, given: { first?: number; after?: string | null; filter?: LeadFilter } = {}) =>
  listLeads(tenant.ctx(), { first: 25, orderBy, ...given });

const allPages = async (orderBy: LeadOrder, first: number): Promise<string[][]> => {
  const pages: string[][] = [];
  for (let after: string | null = null; ; ) {
    const page = await list(orderBy, { first, after });
    pages.push(page.nodes.map((lead) => lead.id));
    if (!page.pageInfo.hasNextPage) return pages;
    after = page.pageInfo.endCursor;
  }
};

describe('listLeads', () => {
  it.each(['UPDATED', 'CREATED', 'POINTS'] as const)(
    'walks every lead once in the order %s, whatever the size of a page',
    async (orderBy) => {
      const whole = (await list(orderBy)).nodes.map((lead) => lead.id);
      expect([...whole].sort()).toEqual([...ids].sort());
      for (const first of [1, 2, 3, 5]) expect((await allPages(orderBy, first)).flat()).toEqual(whole);
    },
  );

  it('puts the newest first, or the highest points', async () => {
    expect((await list('CREATED')).nodes.map((lead) => lead.id)).toEqual([...ids].reverse());
    expect((await list('POINTS')).nodes.map((lead) => lead.points)).toEqual([80, 80, 50, 20, 20]);
  });

  it('filters by tier, stage, platform and time of the score, and counts what matches', async () => {
    const last = ids.at(-1) ?? '';
    await tenant.transaction((tx) => setLeadStage(tx, last, 'LOST'));
    const found = async (filter: LeadFilter) => (await list('CREATED', { filter })).nodes.map((lead) => lead.id);
    expect(await found({ tier: ['HOT', 'WARM'] })).toEqual([ids[2], ids[1], ids[0]]);
    expect(await found({ stage: ['LOST'] })).toEqual([last]);
    expect(await found({ tier: ['HOT'], stage: ['LOST'] })).toEqual([]);
    expect(await found({ platform: ['FACEBOOK'] })).toHaveLength(5);
    expect(await found({ tier: [] })).toEqual([]);
    expect(await found({ scoredAfter: new Date() })).toEqual([]);
    const { totalCount } = await list('CREATED', { first: 1, filter: { tier: ['COLD'] } });
    expect(typeof totalCount === 'function' && (await totalCount())).toBe(2);
  });

  it.each([
    ['of another order', async () => (await list('POINTS')).pageInfo.endCursor],
    ['that is none', async () => 'nonsense'],
    ['that was made up', async () => Buffer.from('["UPDATED","then","x"]').toString('base64url')],
  ])('refuses a cursor %s', async (_, cursor) => {
    await expect(list('UPDATED', { after: await cursor() })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      detail: { field: 'after' },
    });
  });
});
