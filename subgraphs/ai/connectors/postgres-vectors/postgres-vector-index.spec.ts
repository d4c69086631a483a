import { afterAll, beforeAll, expect, it } from 'vitest';
import { countStatements } from '#kernel/testing/count-statements.ts';
import { makeTestTenant, type TestTenant } from '#kernel/testing/test-tenant.ts';
import { ai } from '../../subgraph.ts';
import { openVectorSpace, vectorSpaceNow } from '../../testing/open-vector-space.ts';
import { itemAt, near, vectorIndexContract } from '../vector-index.contract.ts';
import { postgresVectorIndex } from './postgres-vector-index.ts';

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTestTenant([ai()]);
});
afterAll(() => tenant.close());

const going = (): AbortSignal => new AbortController().signal;
const openSpace = (dimension: number) => openVectorSpace(tenant.ctx(), { store: 'postgres', dimension });

vectorIndexContract(async () => {
  const own = await makeTestTenant([ai()]);
  return {
    index: postgresVectorIndex(),
    ctx: () => own.ctx(),
    other: () => own.other(),
    space: (ctx, dimension) => openVectorSpace(ctx, { store: 'postgres', dimension }),
    now: vectorSpaceNow,
    close: () => own.close(),
  };
});

it('what another process wrote and deleted is seen with the next question, and only that is read', async () => {
  const [here, there] = [postgresVectorIndex(), postgresVectorIndex()];
  const ctx = tenant.ctx();
  const space = await openSpace(8);
  const items = Array.from({ length: 40 }, (_, at) => itemAt(8, 0, at / 100));
  await here.upsert(ctx, space, items, going());
  const ask = async () =>
    (await there.query(ctx, await vectorSpaceNow(ctx, space), near(8, 0), 100, going())).map((m) => m.passageId);
  expect(await ask()).toHaveLength(40);

  const added = itemAt(8, 0, 1);
  await here.upsert(ctx, space, [added], going());
  await here.deletePassages(ctx, space, [items[0]!.passageId, items[39]!.passageId], going());
  expect(await ask()).toEqual([...items.slice(1, 39), added].map((item) => item.passageId));
  const now = await vectorSpaceNow(ctx, space);
  expect(await countStatements(ctx, () => there.query(ctx, now, near(8, 0), 5, going()))).toBe(0);
});

it('a tenant that did not fit beside the others is read again when it is asked for', async () => {
  const index = postgresVectorIndex({ memoryBytes: 10_000 });
  const ctx = tenant.ctx();
  const spaces = [await openSpace(64), await openSpace(64), await openSpace(64)];
  const items = Array.from({ length: 30 }, (_, at) => itemAt(64, 0, at / 100));
  for (const space of spaces) await index.upsert(ctx, space, items, going());
  for (const space of [...spaces, ...spaces]) {
    const found = await index.query(ctx, await vectorSpaceNow(ctx, space), near(64, 0), 1, going());
    expect(found).toMatchObject([{ passageId: items[0]!.passageId }]);
  }
});

it('many who ask for a space that is not there yet share one reading of it', async () => {
  const index = postgresVectorIndex();
  const ctx = tenant.ctx();
  const space = await openSpace(8);
  await postgresVectorIndex().upsert(ctx, space, [itemAt(8, 0)], going());
  const now = await vectorSpaceNow(ctx, space);
  const asked = () => index.query(ctx, now, near(8, 0), 1, going());
  expect(await countStatements(ctx, () => Promise.all(Array.from({ length: 20 }, asked)))).toBe(2);
});
