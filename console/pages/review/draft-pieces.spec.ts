import { expect, it } from 'vitest';
import { draftPieces } from './draft-pieces.ts';

const TEXT = 'Hi! It costs 5. We open at 9. Bye!';
const said = (statements: { start: number; end: number }[]) =>
  draftPieces(TEXT, statements).map(({ text, statement }) => [text, statement]);

it('a draft falls into statements and what stands between', () => {
  expect(
    said([
      { start: 4, end: 15 },
      { start: 16, end: 29 },
    ]),
  ).toEqual([
    ['Hi! ', null],
    ['It costs 5.', 0],
    [' ', null],
    ['We open at 9.', 1],
    [' Bye!', null],
  ]);
});

it('nothing of it is lost, whatever the places are', () => {
  const odd = [
    { start: 4, end: 15 },
    { start: 10, end: 20 },
    { start: 30, end: 500 },
    { start: 25, end: 20 },
    { start: -4, end: 2 },
  ];
  expect(said([])).toEqual([[TEXT, null]]);
  expect(draftPieces(TEXT, odd).map(({ text }) => text)).toEqual(['Hi! ', 'It costs 5.', ' We open at 9. Bye!']);
  expect(draftPieces('', [{ start: 0, end: 0 }])).toEqual([]);
});
