import type { ClientBase, QueryResult } from 'pg';
import { KeptStatements } from './kept-statements.ts';
import { statementVerbs } from './statement-verbs.ts';
import { ALONE, marksOf } from './trip.ts';

const TAKE_ROLE = /^set local role "t_[a-z0-9]{10}"( \/\* alone \*\/)?$/;
const EMPTY: QueryResult = { command: '', rowCount: null, oid: 0, rows: [], fields: [] };

/**
 * Sends what opens a tenant's transaction, `begin` and the role, together with its first statement: MikroORM sends each by itself and
 * waits for its answer, and a trip to the server costs both sides more than most statements do. They are one string to the server, so a
 * statement runs in the role or not at all; and MikroORM writes its parameters into the text, without which several statements could not
 * be one string. So travel statements that are held for the next one, the commit with the last one (see `trip.ts`), and a read outside a
 * transaction, which MikroORM wraps into one of its own for the role's sake, with its commit.
 */
export function beginInOneTrip(client: ClientBase): void {
  const send = client.query.bind(client) as unknown as Query;
  const plans = new KeptStatements();
  /** What the server has not been told yet of the transaction: it goes in front of the next statement. */
  let unsent: string[] = [];
  let state: 'outside' | 'begun' | 'opened' | 'inside' | 'closed' = 'outside';
  let isAlone = false;
  let isHolding = false;
  let isNested = false;

  const sendAll = async (statements: readonly string[]): Promise<QueryResult[]> => {
    try {
      // on a line of its own each: a text may end with a comment, which must not swallow the commit
      const answer = await send(statements.join('\n; '));
      plans.arrived();
      return Array.isArray(answer) ? answer : [answer];
    } catch (error) {
      plans.failed(error);
      throw error;
    }
  };

  const takeUnsent = (): string[] => {
    const taken = unsent;
    unsent = [];
    isHolding = false;
    state = 'inside';
    return taken;
  };

  const finish = async (text: 'commit' | 'rollback'): Promise<QueryResult> => {
    const isBegun = state === 'inside';
    const isDropped = text === 'rollback' || !isHolding;
    const before = takeUnsent();
    state = 'outside';
    isAlone = false;
    isNested = false;
    // what was to be sent never is
    if (isDropped) plans.failed(null);
    // it was closed with its last statement, or nothing was done in it
    if (!isBegun && isDropped) return EMPTY;
    const results = await sendAll(isDropped ? [text] : [...before, text]);
    const result = results.at(-1) ?? EMPTY;
    // so the server answers when a statement had failed and its error was caught
    if (text === 'commit' && result.command === 'ROLLBACK')
      throw new Error('a transaction in which a statement failed was not committed');
    return result;
  };

  const query = async (text: unknown, values?: unknown): Promise<QueryResult> => {
    if (text === 'commit' || text === 'rollback') return finish(text);
    // it would run without the role, and find nothing that it may see
    if (state === 'closed') throw new Error('a second statement after the last one of its transaction');
    if (typeof text === 'string' && state === 'begun' && TAKE_ROLE.test(text)) {
      unsent.push(text);
      isAlone = text.endsWith(ALONE);
      state = 'opened';
      return EMPTY;
    }
    if (typeof text !== 'string') {
      const before = takeUnsent();
      if (before.length > 0) await sendAll(before);
      return send(text, values);
    }
    const marks = marksOf(text);
    const given = Array.isArray(values) ? (values as unknown[]) : [];
    if (!marks.isKept && given.length > 0) {
      const before = takeUnsent();
      if (before.length > 0) await sendAll(before);
      return send(text, values);
    }
    // several would answer in the next one's place
    if (marks.isHeld && !marks.isKept && statementVerbs(marks.sql)?.length !== 1)
      throw new Error('a held statement is one statement');
    // an inner transaction's end is not the outer one's
    if (text.startsWith('savepoint ')) isNested = true;
    const own = marks.isKept ? plans.run(marks.sql, given) : [marks.sql];
    if (marks.isHeld && !isAlone) {
      unsent.push(...own);
      isHolding = true;
      return EMPTY;
    }
    const before = takeUnsent();
    const closes = isAlone || (marks.isLast && !isNested);
    const all = [...before, ...own, ...(closes ? ['commit'] : [])];
    const results = await sendAll(all);
    if (closes) state = 'closed';
    const answers = results.slice(before.length + own.length - 1, closes ? -1 : undefined);
    // as the driver answers: one statement's result, or the list of several
    return (answers.length === 1 ? answers[0] : answers) as QueryResult;
  };

  client.query = ((...args: unknown[]) => {
    if (state === 'outside') {
      // the pool and cursors ask in ways of their own, never inside a transaction of MikroORM's
      if (args[0] !== 'begin') return Reflect.apply(send, client, args);
      unsent = [...plans.takeCleaning(), 'begin'];
      state = 'begun';
      return Promise.resolve(EMPTY);
    }
    return query(args[0], args[1]);
  }) as unknown as ClientBase['query'];
}

type Query = (text: unknown, values?: unknown) => Promise<QueryResult>;
