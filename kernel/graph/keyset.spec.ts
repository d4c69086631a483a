import { describe, expect, it } from 'vitest';
import { newId } from '#kernel/persistence/new-id.ts';
import { encodeCursor } from './connection.ts';
import { cursorParts, following, highestBy, latestBy, newest, readPosition } from './keyset.ts';

const row = { id: newId(), at: new Date('2026-03-02T10:00:00.123Z'), points: 0 };

describe('a cursor of a list', () => {
  it.each([
    ['a time', latestBy('at'), row.at],
    ['a number', highestBy('points'), 0],
  ] as const)('says where its row stands in the order of %s', (_, order, value) => {
    expect(readPosition(order, encodeCursor(cursorParts(order, row)))).toEqual({ id: row.id, value });
  });

  it('is the id alone where ids are the order', () => {
    expect(readPosition(newest, encodeCursor(cursorParts(newest, row)))).toEqual({ id: row.id });
  });

  it.each([
    ['another order', encodeCursor(['points', 0, row.id])],
    ['another length', encodeCursor([row.at, row.id])],
    ['no time', encodeCursor(['at', 'then', row.id])],
    ['no id', encodeCursor(['at', row.at, "'; drop table lead"])],
    ['no cursor at all', 'nonsense'],
  ])('is refused before the database sees it where it is of %s', (_, after) => {
    expect(() => readPosition(latestBy('at'), after)).toThrow(/not a cursor/);
  });

  it('is refused where a number is empty, which would be 0', () => {
    expect(() => readPosition(highestBy('points'), encodeCursor(['points', '', row.id]))).toThrow(/not a cursor/);
  });
});

it('what follows a row is lower in the column, or equal in it and lower in the id', () => {
  expect(following(highestBy('points'), { value: 5, id: row.id })).toEqual({
    $and: [{ points: { $lte: 5 } }, { $or: [{ points: { $lt: 5 } }, { id: { $lt: row.id } }] }],
  });
});
