import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { makeTestTenant, type TestTenant } from '#kernel/testing/test-tenant.ts';
import { ai } from '../../subgraph.ts';
import { openVectorSpace, vectorSpaceNow } from '../../testing/open-vector-space.ts';
import { itemAt, near } from '../vector-index.contract.ts';
import { LoadedSpaces } from './loaded-spaces.ts';
import { postgresVectorIndex } from './postgres-vector-index.ts';
import { VectorThread } from './vector-thread.ts';

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await makeTestTenant([ai()]);
});
afterAll(() => tenant.close());

const going = (): AbortSignal => new AbortController().signal;

/** The same, and before the first vectors are read something happens. */
const interrupted = (ctx: Ctx, happens: () => Promise<void>): Ctx => {
  let isOver = false;
  const execute = async (sql: string, parameters: readonly unknown[]): Promise<unknown> => {
    const isRead = !isOver && sql.includes('string_agg(v.vector');
    isOver ||= isRead;
    if (isRead) await happens();
    return ctx.em.execute(sql, [...parameters]);
  };
  return { ...ctx, em: new Proxy(ctx.em, { get: (em, name) => (name === 'execute' ? execute : Reflect.get(em, name)) }) };
};

const space8 = async (rows: number) => {
  const ctx = tenant.ctx();
  const space = await openVectorSpace(ctx, { store: 'postgres', dimension: 8 });
  const written = postgresVectorIndex();
  const write = async (count: number) => {
    const items = Array.from({ length: count }, (_, at) => itemAt(8, 0, at / 100));
    await written.upsert(ctx, space, items, going());
    return vectorSpaceNow(ctx, space);
  };
  return { ctx, space: await write(rows), write };
};

it('a thread that breaks while a space is read leaves nobody with a part of it', async () => {
  const lost = vi.fn(() => spaces.clear());
  const thread = new VectorThread(lost);
  const spaces = new LoadedSpaces(thread);
  const { ctx, space, write } = await space8(30);
  await spaces.bring(ctx, space);
  const now = await write(5);
  const breaking = interrupted(ctx, async () => {
    const nothing = { passageIds: [], documentIds: [], vectors: new ArrayBuffer(0) };
    // more memory than there is
    thread.tell({ kind: 'put', space: randomUUID(), dimension: 8, expectedRows: 1e12, ...nothing });
    await vi.waitFor(() => expect(lost).toHaveBeenCalled());
  });
  await expect(spaces.bring(breaking, now)).rejects.toMatchObject({ name: 'TransientError' });
  expect(await thread.nearest(await spaces.bring(ctx, now), near(8, 0), 100)).toHaveLength(35);
});

it('a space that is being read is not dropped for another one', async () => {
  const thread = new VectorThread(() => spaces.clear());
  const spaces = new LoadedSpaces(thread, 2_000);
  const [one, other] = [await space8(30), await space8(60)];
  await spaces.bring(one.ctx, one.space);
  const now = await one.write(5);
  const crowded = interrupted(one.ctx, async () => {
    await spaces.bring(other.ctx, other.space);
  });
  expect(await thread.nearest(await spaces.bring(crowded, now), near(8, 0), 100)).toHaveLength(35);
});
