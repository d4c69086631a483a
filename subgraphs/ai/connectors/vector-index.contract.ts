import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { VectorIndex, VectorItem, VectorSpace } from './vector-index.ts';

export interface VectorStand {
  readonly index: VectorIndex;
  /** Two tenants of one installation, a fresh context each time. */
  ctx(): Ctx;
  other(): Ctx;
  /** A new space of the tenant, as a move or a change of the model makes one; as it stands now when asked again. */
  space(ctx: Ctx, dimension: number): Promise<VectorSpace>;
  now(ctx: Ctx, space: VectorSpace): Promise<VectorSpace>;
  close(): Promise<void>;
}

const going = (): AbortSignal => new AbortController().signal;

/** Near the axis: the smaller the angle, the higher its score for a question along the axis. */
export const near = (dimension: number, axis: number, angle = 0): Float32Array => {
  const vector = new Float32Array(dimension);
  vector[axis] = Math.cos(angle);
  vector[(axis + 1) % dimension] = Math.sin(angle);
  return vector;
};

export const itemAt = (dimension: number, axis: number, angle = 0, documentId = newId()): VectorItem => ({
  passageId: newId(),
  documentId,
  vector: near(dimension, axis, angle),
});

/** What every vector index holds. Reads are asked again until they are so: an index may be eventually consistent. */
export function vectorIndexContract(makeStand: () => Promise<VectorStand>): void {
  describe('as a vector index', () => {
    let stand: VectorStand;
    beforeAll(async () => {
      stand = await makeStand();
    });
    afterAll(() => stand.close());

    const query = async (ctx: Ctx, space: VectorSpace, vector: Float32Array, limit = 10) =>
      stand.index.query(ctx, await stand.now(ctx, space), vector, limit, going());
    const idsOf = async (ctx: Ctx, space: VectorSpace, vector: Float32Array, limit = 10) =>
      (await query(ctx, space, vector, limit)).map((match) => match.passageId);

    it('answers the nearest first, with their cosine, and no more than asked', async () => {
      const ctx = stand.ctx();
      const space = await stand.space(ctx, 8);
      const items = [0.9, 0.1, 0.5, 1.4].map((angle) => itemAt(8, 0, angle));
      await stand.index.upsert(ctx, space, items, going());
      const byAngle = [items[1], items[2], items[0]].map((item) => item!.passageId);
      await expect.poll(() => idsOf(ctx, space, near(8, 0), 3)).toEqual(byAngle);
      const [best] = await query(ctx, space, near(8, 0));
      expect(best).toMatchObject({ documentId: items[1]!.documentId });
      expect(best!.score).toBeCloseTo(Math.cos(0.1), 5);
    });

    it('a vector’s length says nothing', async () => {
      const ctx = stand.ctx();
      const space = await stand.space(ctx, 4);
      const item = { ...itemAt(4, 0), vector: new Float32Array([3, 4, 0, 0]) };
      await stand.index.upsert(ctx, space, [item], going());
      await expect.poll(async () => (await query(ctx, space, new Float32Array([10, 0, 0, 0])))[0]?.score).toBeCloseTo(0.6, 5);
    });

    it('one tenant never sees, reads, counts or deletes what is another’s, however alike their spaces are', async () => {
      const [mine, theirs] = [stand.ctx(), stand.other()];
      const [space, same] = [await stand.space(mine, 8), await stand.space(theirs, 8)];
      const item = itemAt(8, 2);
      await stand.index.upsert(mine, space, [item], going());
      await expect.poll(() => idsOf(mine, space, near(8, 2))).toEqual([item.passageId]);
      for (const asked of [same, space]) {
        expect(await stand.index.query(theirs, { ...asked, version: same.version }, near(8, 2), 10, going())).toEqual([]);
        expect(await stand.index.read(theirs, asked, [item.passageId], going())).toEqual(new Map());
        expect(await stand.index.count(theirs, asked, going())).toBe(0);
        await stand.index.deletePassages(theirs, asked, [item.passageId], going());
        await stand.index.erase(theirs, asked, going());
      }
      expect(await idsOf(mine, space, near(8, 2))).toEqual([item.passageId]);
    });

    it('a passage that is written again stands once, with its latest vector', async () => {
      const ctx = stand.ctx();
      const space = await stand.space(ctx, 8);
      const item = itemAt(8, 0);
      await stand.index.upsert(ctx, space, [item], going());
      await stand.index.upsert(ctx, space, [item], going());
      await stand.index.upsert(ctx, space, [{ ...item, vector: near(8, 4) }], going());
      await expect.poll(async () => (await query(ctx, space, near(8, 4)))[0]?.score).toBeCloseTo(1, 5);
      expect(await idsOf(ctx, space, near(8, 4))).toEqual([item.passageId]);
      await expect.poll(async () => stand.index.count(ctx, space, going())).toBe(1);
    });

    it('what is read back is what was written, and nothing for what is not there', async () => {
      const ctx = stand.ctx();
      const space = await stand.space(ctx, 8);
      const items = Array.from({ length: 250 }, (_, at) => itemAt(8, at % 8, at / 100));
      await stand.index.upsert(ctx, space, items, going());
      await expect.poll(() => stand.index.count(ctx, space, going())).toBe(250);
      const read = await stand.index.read(ctx, space, [...items.map((item) => item.passageId), newId()], going());
      expect(read.size).toBe(250);
      for (const { passageId, vector } of items)
        for (const [at, value] of read.get(passageId)!.entries()) expect(value).toBeCloseTo(vector[at]!, 6);
    });

    it('deleted passages are not found any more, and deleting them again is no error', async () => {
      const ctx = stand.ctx();
      const space = await stand.space(ctx, 8);
      const items = [0, 0.2, 0.4].map((angle) => itemAt(8, 0, angle));
      await stand.index.upsert(ctx, space, items, going());
      await expect.poll(() => idsOf(ctx, space, near(8, 0))).toHaveLength(3);
      const gone = items.slice(0, 2).map((item) => item.passageId);
      for (let time = 0; time < 2; time++) await stand.index.deletePassages(ctx, space, gone, going());
      await expect.poll(() => idsOf(ctx, space, near(8, 0))).toEqual([items[2]!.passageId]);
    });

    it('takes more than fits into one request', async () => {
      const ctx = stand.ctx();
      const space = await stand.space(ctx, 384);
      const items = Array.from({ length: 1_300 }, (_, at) => itemAt(384, at % 384, at / 2_000));
      await stand.index.upsert(ctx, space, items, going());
      await expect.poll(() => stand.index.count(ctx, space, going()), { timeout: 5_000 }).toBe(1_300);
      await stand.index.deletePassages(
        ctx,
        space,
        items.slice(0, 1_200).map((item) => item.passageId),
        going(),
      );
      await expect.poll(() => stand.index.count(ctx, space, going()), { timeout: 5_000 }).toBe(100);
    });

    it('another dimension is another space: both stand beside one another, and a vector of one is refused by the other', async () => {
      const ctx = stand.ctx();
      const [small, large] = [await stand.space(ctx, 8), await stand.space(ctx, 16)];
      const [first, second] = [itemAt(8, 0), itemAt(16, 0)];
      await stand.index.upsert(ctx, small, [first], going());
      await stand.index.upsert(ctx, large, [second], going());
      await expect.poll(() => idsOf(ctx, small, near(8, 0))).toEqual([first.passageId]);
      await expect.poll(() => idsOf(ctx, large, near(16, 0))).toEqual([second.passageId]);
      await expect(stand.index.upsert(ctx, small, [itemAt(16, 0)], going())).rejects.toThrow('dimension');
      await expect(query(ctx, large, near(8, 0))).rejects.toThrow('dimension');
    });

    it('erasing a space leaves nothing of it and leaves the others alone', async () => {
      const ctx = stand.ctx();
      const [old, kept] = [await stand.space(ctx, 8), await stand.space(ctx, 8)];
      const [gone, staying] = [itemAt(8, 0), itemAt(8, 0)];
      await stand.index.upsert(ctx, old, [gone], going());
      await stand.index.upsert(ctx, kept, [staying], going());
      for (let time = 0; time < 2; time++) await stand.index.erase(ctx, old, going());
      await expect.poll(() => stand.index.count(ctx, old, going())).toBe(0);
      await expect.poll(() => idsOf(ctx, old, near(8, 0))).toEqual([]);
      await expect.poll(() => idsOf(ctx, kept, near(8, 0))).toEqual([staying.passageId]);
    });

    it('a space that nothing was written to finds nothing', async () => {
      const ctx = stand.ctx();
      const space = await stand.space(ctx, 8);
      expect(await query(ctx, space, near(8, 0))).toEqual([]);
      expect(await stand.index.count(ctx, space, going())).toBe(0);
      await stand.index.deletePassages(ctx, space, [newId()], going());
      await stand.index.erase(ctx, space, going());
    });

    it('a caller who has gone is told with its own reason', async () => {
      const ctx = stand.ctx();
      const space = await stand.space(ctx, 8);
      const gone = AbortSignal.abort(new Error('gone'));
      await expect(stand.index.upsert(ctx, space, [itemAt(8, 0)], gone)).rejects.toThrow('gone');
      await expect(stand.index.query(ctx, space, near(8, 0), 5, gone)).rejects.toThrow('gone');
    });
  });
}
