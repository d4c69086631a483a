import { expect, test } from 'vitest';
import { rowsAndSpaces, withRow } from './rows-and-spaces.ts';

const rowAt = (index: number) => ({ index, start: index * 10, end: index * 10 + 10 });

test('rows that are not drawn keep their room, above, between and below', () => {
  expect(rowsAndSpaces([rowAt(2), rowAt(7), rowAt(8)], 100)).toEqual([
    { spacePx: 20 },
    { row: 2 },
    { spacePx: 40 },
    { row: 7 },
    { row: 8 },
    { spacePx: 10 },
  ]);
});

test('a list that is drawn whole has no room but its rows', () => {
  expect(rowsAndSpaces([rowAt(0), rowAt(1)], 20)).toEqual([{ row: 0 }, { row: 1 }]);
});

test('the row with the focus is drawn wherever the list was scrolled to', () => {
  expect([withRow(5, 7, 2), withRow(5, 7, 6), withRow(5, 7, 9), withRow(5, 7, -1)]).toEqual([
    [2, 5, 6, 7],
    [5, 6, 7],
    [5, 6, 7, 9],
    [5, 6, 7],
  ]);
});
