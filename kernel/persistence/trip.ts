/** Stands behind the taking of the role where exactly one statement follows: its commit travels with it too. */
export const ALONE = ' /* alone */';
const KEPT = ' /* kept */';
const HELD = ' /* held */';
const LAST = ' /* last */';

/** How a statement travels; it stands behind its text, because text is all that goes through MikroORM unchanged. */
interface Marks {
  readonly sql: string;
  readonly isKept: boolean;
  readonly isHeld: boolean;
  readonly isLast: boolean;
}

/**
 * A statement whose plan each connection keeps: for what runs with every message. Its values never stand in the text (`in (?)` is `= any
 * (?)` here), their types follow from where they stand or a cast, it names its columns, and it is one statement.
 */
export const kept = (sql: string): string => sql + KEPT;

/** A statement whose answer nobody needs: it is sent in front of the transaction's next one, which fails when it fails. */
export const held = (sql: string): string => sql + HELD;

/** The last statement of its transaction: the commit travels with it. Whatever followed would be refused, after the commit. */
export const last = (sql: string): string => sql + LAST;

export const isKept = (sql: string): boolean => sql.includes(KEPT, sql.length - KEPT.length - LAST.length);

export function marksOf(text: string): Marks {
  let sql = text;
  const ends = (mark: string): boolean => {
    if (!sql.endsWith(mark)) return false;
    sql = sql.slice(0, -mark.length);
    return true;
  };
  const isLast = ends(LAST);
  const isHeld = ends(HELD);
  return { isLast, isHeld, isKept: ends(KEPT), sql };
}
