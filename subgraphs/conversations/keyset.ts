import { badUserInput } from '#kernel/errors/public-error.ts';
import { decodeCursor } from '#kernel/graph/connection.ts';
import { isId } from '#kernel/persistence/new-id.ts';

const notOurs = () => badUserInput('after', 'after is not a cursor of this list.');

/** What follows the cursor in a list that has the newest first and the id for equal times. */
export function olderThan<Column extends string>(after: string | null | undefined, column: Column): object {
  const parts = decodeCursor(after, 2);
  if (parts === null) return {};
  const [time = '', id = ''] = parts;
  const date = new Date(time);
  if (Number.isNaN(date.getTime()) || !isId(id)) throw notOurs();
  // the first condition says nothing new; it is what the index can use
  return { $and: [{ [column]: { $lte: date } }, { $or: [{ [column]: { $lt: date } }, { id: { $lt: id } }] }] };
}

/** The same where the ids themselves rise with time. */
export function idBelow(after: string | null | undefined): object {
  const parts = decodeCursor(after, 1);
  if (parts === null) return {};
  const [id = ''] = parts;
  if (!isId(id)) throw notOurs();
  return { id: { $lt: id } };
}
