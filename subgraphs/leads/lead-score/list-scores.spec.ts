import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeTestTenant, type TestTenant } from '#kernel/testing/test-tenant.ts';
import { leads } from '../subgraph.ts';
import { makeScored, score } from '../testing/score.ts';
import { listScores } from './list-scores.ts';

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTestTenant([leads()]);
});
afterAll(() => tenant.close());

it('pages that are asked for together are those that each would be alone', async () => {
  const first = await score(tenant, makeScored());
  const second = await score(tenant, makeScored());
  // in turns, so that a cursor of one stands amid the other's
  for (let n = 0; n < 3; n++) {
    for (const { contactId } of [first, second]) await score(tenant, makeScored({ contactId, points: 50 + n }));
  }
  const after = (await listScores(tenant.ctx(), first.id, { first: 2 })).pageInfo.endCursor;
  const args = { first: 2, after };
  const together = tenant.ctx();
  const pages = await Promise.all([first, second].map(({ id }) => listScores(together, id, args)));
  const alone = [await listScores(tenant.ctx(), first.id, args), await listScores(tenant.ctx(), second.id, args)];
  const shown = (page: (typeof pages)[number]) => [page.nodes.map(({ id, points }) => [id, points]), page.pageInfo];
  expect(pages.map(shown)).toEqual(alone.map(shown));
  expect(pages.map(({ nodes }) => nodes.length)).toEqual([2, 2]);
});
