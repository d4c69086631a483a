import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareKeys, placeOf, type SortKey } from './sorted-list.ts';

const keys = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.string({ minLength: 1, maxLength: 3 })), {
  selector: ([value, id]) => `${value} ${id}`,
});

test.each(['ASCENDING', 'DESCENDING'] as const)(
  'keys that are put into their places one by one are in order: %s',
  (direction) => {
    fc.assert(
      fc.property(keys, (unordered) => {
        const placed: SortKey[] = [];
        for (const key of unordered) placed.splice(placeOf(placed, key, direction), 0, key);
        expect(placed).toEqual(unordered.toSorted((a, b) => compareKeys(a, b, direction)));
      }),
    );
  },
);

test('of two rows with the same value the one with the smaller id comes first, in either direction', () => {
  expect(placeOf([[1, 'b']], [1, 'a'], 'ASCENDING')).toBe(0);
  expect(placeOf([[1, 'b']], [1, 'a'], 'DESCENDING')).toBe(0);
});
