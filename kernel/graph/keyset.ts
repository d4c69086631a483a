import { badUserInput } from '#kernel/errors/public-error.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import { type CursorPart, decodeCursor } from './connection.ts';

/** The order of a list: the highest value of a column first, and of equal values the highest id. */
export interface KeysetOrder<Column extends string> {
  readonly column: Column;
  /** What a cursor says of the column; NaN or an invalid Date where that is none of its values. */
  readonly read: (text: string) => Date | number;
}

export const latestBy = <Column extends string>(column: Column): KeysetOrder<Column> => ({
  column,
  read: (text) => new Date(text),
});

export const highestBy = <Column extends string>(column: Column): KeysetOrder<Column> => ({
  column,
  read: (text) => (text === '' ? Number.NaN : Number(text)),
});

/** For rows whose ids rise with the time at which they were made. */
export const newest: KeysetOrder<'id'> = { column: 'id', read: () => Number.NaN };

/** Names the column, so that it is refused in another order of the same list. */
export function cursorParts<Column extends string>(
  { column }: KeysetOrder<Column>,
  row: { readonly id: string } & { readonly [Name in Column]?: unknown },
): CursorPart[] {
  return column === 'id' ? [column, row.id] : [column, row[column] as CursorPart, row.id];
}

export interface KeysetPosition {
  readonly id: string;
  /** Absent where the ids are the order. */
  readonly value?: Date | number;
}

/** A cursor comes from outside: its parts are checked before the database sees them. */
export function readPosition(order: KeysetOrder<string>, after: string | null | undefined): KeysetPosition | null {
  const byId = order.column === 'id';
  const parts = decodeCursor(after, byId ? 2 : 3);
  if (parts === null) return null;
  const [column, text = '', last = text] = parts;
  const value = byId ? undefined : order.read(text);
  if (column !== order.column || !isId(last) || (value !== undefined && Number.isNaN(Number(value)))) {
    throw badUserInput('after', 'after is not a cursor of this list in this order.');
  }
  return { id: last, ...(value !== undefined && { value }) };
}

/** The condition that holds for what follows a position. */
export function following({ column }: KeysetOrder<string>, { id, value }: KeysetPosition): object {
  const lower = { id: { $lt: id } };
  if (value === undefined) return lower;
  // the first condition says nothing new; it is what the index can use
  return { $and: [{ [column]: { $lte: value } }, { $or: [{ [column]: { $lt: value } }, lower] }] };
}
