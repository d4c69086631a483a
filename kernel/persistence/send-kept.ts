import type { Connection } from '@mikro-orm/core';
import { CompiledQuery, type ControlledTransaction } from 'kysely';
import { LRUCache } from 'lru-cache';
import { refuseRoleChange } from './role-guard.ts';
import { statementVerbs } from './statement-verbs.ts';
import { isKept } from './trip.ts';

const numbered = new LRUCache<string, string>({ max: 2_000 });

/**
 * Makes MikroORM pass a kept statement on as it is, its values beside it: anything else it sends with the values in its text, which the
 * server then has to plan anew each time.
 */
export function sendKept(connection: Connection): void {
  const execute = connection.execute.bind(connection) as Execute;
  Object.defineProperty(connection, 'execute', {
    writable: true,
    configurable: true,
    value: (async (query, params, method, transaction, loggerContext) => {
      if (typeof query !== 'string' || !transaction || !isKept(query))
        return execute(query, params, method, transaction, loggerContext);
      let sql = numbered.get(query);
      if (sql === undefined) {
        sql = number(query);
        numbered.set(query, sql);
      }
      const { rows, numAffectedRows } = await transaction.executeQuery(CompiledQuery.raw(sql, [...(params ?? [])]));
      if (method === 'all' || method === undefined) return rows;
      return method === 'get' ? rows[0] : { affectedRows: Number(numAffectedRows ?? rows.length), row: rows[0], rows };
    }) satisfies Execute,
  });
}

function number(sql: string): string {
  let n = 0;
  const sent = sql.replace(/\\\?|\?\??/g, (mark) => {
    if (mark === '??') throw new Error('a kept statement names its tables itself');
    return mark === '?' ? `$${++n}` : '?';
  });
  // not the text that was given: a number behind a dollar may open a quote that was none
  refuseRoleChange(sent);
  if (statementVerbs(sent)?.length !== 1) throw new Error('a kept statement is one statement');
  return sent;
}

type Execute = (
  query: unknown,
  params?: readonly unknown[],
  method?: string,
  transaction?: ControlledTransaction<unknown>,
  loggerContext?: unknown,
) => Promise<unknown>;
