import { expect, it } from 'vitest';
import { VectorTable } from './vector-table.ts';

const random = (dimension: number): Float32Array => Float32Array.from({ length: dimension }, () => Math.random() - 0.5);
const unit = (vector: Float32Array): Float32Array => {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};
const plainCosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, at) => sum + value * b[at]!, 0);

it.each([1, 3, 8, 384, 1_537])(
  'finds what comparing one by one finds, at a dimension of %d, through growth and removals',
  (dimension) => {
    const table = new VectorTable(dimension, 4);
    const vectors = new Map(Array.from({ length: 300 }, (_, at) => [`p${at}`, unit(random(dimension))]));
    for (const [id, vector] of vectors) table.put([id], [`of ${id}`], vector);
    const kept = [...vectors.keys()].filter((_, at) => at % 3 > 0);
    table.retain(kept);
    // written again: in place, and beside those that moved
    const again = unit(random(dimension));
    vectors.set('p1', again);
    table.put(['p1', 'p900'], ['of p1', 'of p900'], Float32Array.from([...again, ...again]));
    vectors.set('p900', again);
    expect(table.rows).toBe(201);

    const question = unit(random(dimension));
    const plain = [...kept, 'p900']
      .map((id) => ({ id, score: plainCosine(question, vectors.get(id)!) }))
      .sort((a, b) => b.score - a.score);
    const found = table.nearest(question, 7);
    expect(found).toHaveLength(7);
    for (const [at, { passageId, documentId, score }] of found.entries()) {
      expect(documentId).toBe(`of ${passageId}`);
      expect(score).toBeCloseTo(plain[at]!.score, 5);
      expect(score).toBeCloseTo(plainCosine(question, vectors.get(passageId)!), 5);
    }
  },
);

it('an empty table finds nothing', () => {
  const table = new VectorTable(8, 0);
  expect(table.nearest(unit(random(8)), 5)).toEqual([]);
  table.put(['a'], ['d'], unit(random(8)));
  table.retain([]);
  expect(table.nearest(unit(random(8)), 5)).toEqual([]);
});
