import type { ClientBase, QueryResult } from 'pg';

/** Stands behind the taking of the role where exactly one statement follows: its commit travels with it too. */
export const ALONE = ' /* alone */';

const TAKE_ROLE = /^set local role "t_[a-z0-9]{10}"( \/\* alone \*\/)?$/;
const EMPTY: QueryResult = { command: '', rowCount: null, oid: 0, rows: [], fields: [] };

/**
 * Sends what opens a tenant's transaction, `begin` and the role, together with its first statement: MikroORM sends each by itself and
 * waits for its answer, which is a third of a short transaction's time. They are one string to the server, so a statement runs in the role or
 * not at all; and MikroORM writes its parameters into the text, without which several statements could not be one string.
 * A read outside a transaction, which MikroORM wraps into one of its own for the role's sake, is one trip with its commit.
 */
export function beginInOneTrip(client: ClientBase): void {
  const send = client.query.bind(client) as unknown as Query;
  let opening = '';
  let isAlone = false;
  let isClosed = false;
  const query = async (text: unknown, values?: unknown): Promise<QueryResult> => {
    if (text === 'begin' && opening === '') {
      opening = 'begin';
      return EMPTY;
    }
    if (isClosed) {
      isClosed = false;
      if (text === 'commit' || text === 'rollback') return EMPTY;
      // it would run without the role, and find nothing that it may see
      throw new Error('a second statement in a transaction that was to hold one');
    }
    if (opening === '') return send(text, values);
    if (typeof text === 'string' && opening === 'begin' && TAKE_ROLE.test(text)) {
      opening = `begin; ${text}`;
      isAlone = text.endsWith(ALONE);
      return EMPTY;
    }
    const before = opening;
    const closes = isAlone;
    opening = '';
    isAlone = false;
    if (typeof text !== 'string' || (Array.isArray(values) && values.length > 0)) {
      await send(before);
      return send(text, values);
    }
    // nothing was done in it
    if (text === 'commit' || text === 'rollback') return EMPTY;
    const results = (await send(`${before}; ${text}${closes ? '; commit' : ''}`)) as unknown as QueryResult[];
    isClosed = closes;
    const own = results.slice(before === 'begin' ? 1 : 2, closes ? -1 : undefined);
    // as the driver answers: one statement's result, or the list of several
    return (own.length === 1 ? own[0] : own) as QueryResult;
  };
  client.query = ((...args: unknown[]) => {
    // the pool and cursors ask in ways of their own, never inside a transaction of MikroORM's
    if (opening === '' && !isClosed && args[0] !== 'begin') return Reflect.apply(send, client, args);
    return query(args[0], args[1]);
  }) as unknown as ClientBase['query'];
}

type Query = (text: unknown, values?: unknown) => Promise<QueryResult>;
