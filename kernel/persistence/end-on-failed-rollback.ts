import type { Client } from 'pg';

/**
 * A transaction whose rollback fails is over, because its connection is: it is ended, and the rollback answers as if it had gone well.
 * Kysely 0.29 gives a connection back to the pool only after a rollback that succeeded, so each one that broke in the middle of a
 * transaction would take a place in the pool for good, and a restart of the database all of them. The pool drops one that has ended.
 */
export function endOnFailedRollback(client: Client): void {
  const send = client.query.bind(client) as (...args: unknown[]) => unknown;
  const query = (...args: unknown[]): unknown => {
    const answer = send(...args);
    if (args[0] !== 'rollback' || !(answer instanceof Promise)) return answer;
    return answer.catch(() => {
      client.end().catch(() => {});
      return { command: '', rowCount: null, oid: 0, rows: [], fields: [] };
    });
  };
  client.query = query as Client['query'];
}
