import { badUserInput } from '#kernel/errors/public-error.ts';
import { isId } from '#kernel/persistence/new-id.ts';

/** Rows for reading only. A subscription's context lives long: an entity manager that kept them would grow, and answer from memory. */
export const DETACHED = { disableIdentityMap: true } as const;

const notOurs = () => badUserInput('after', 'after is not a cursor of this list.');

/** A cursor comes from outside: its parts are checked before the database sees them. */
export function keysetDate(part: string | undefined): Date {
  const date = new Date(part ?? '');
  if (Number.isNaN(date.getTime())) throw notOurs();
  return date;
}

export function keysetId(part: string | undefined): string {
  if (part === undefined || !isId(part)) throw notOurs();
  return part;
}

export function keysetNumber(part: string | undefined): number {
  const number = Number(part);
  if (part === undefined || part === '' || !Number.isFinite(number)) throw notOurs();
  return number;
}
