import type { Connection } from '@mikro-orm/core';
import { CompiledQuery, type ControlledTransaction } from 'kysely';
import { LRUCache } from 'lru-cache';
import { statementVerbs } from './statement-verbs.ts';
import { ALONE } from './trip.ts';

/** What a use case or MikroORM may begin a statement with. None of them can change a role, whatever follows. */
const ALLOWED: ReadonlySet<string> = new Set(
  'select with values insert update delete merge begin start commit rollback savepoint release'.split(' '),
);

/** Texts hold placeholders, so most come again and again. */
const harmless = new LRUCache<string, true>({ max: 2_000 });
const LONGEST_KEPT = 10_000;

/**
 * Refuses SQL text that would leave the tenant's role. The role is what keeps tenants apart, and a login that may take any tenant's
 * role could be told to in a raw string, which has many spellings (`set "role"`, `set U&"\0072ole"`, nested comments): so it is the
 * harmless statements that are named here. What is a function and no statement (`set_config`) the database itself closes: see the
 * revoked privileges in `database-roles.ts`.
 */
export function refuseRoleChange(sql: string): string {
  if (harmless.has(sql)) return sql;
  if (!statementVerbs(sql)?.every((verb) => ALLOWED.has(verb)))
    throw new Error('a statement that could change the role was refused');
  if (sql.length <= LONGEST_KEPT) harmless.set(sql, true);
  return sql;
}

/**
 * Makes MikroORM take the tenant's role by a way that no SQL text of a use case can go: the guard then sees every other statement and
 * needs no exception. MikroORM 7.2 keeps `applySessionContext` private; a spec holds that the role is taken and that the guard stands.
 */
export function takeRolePastGuard(connection: Connection): void {
  Object.defineProperty(connection, 'applySessionContext', {
    value: async (transaction: ControlledTransaction<unknown>, session: Session): Promise<void> => {
      if (!session.role || !/^t_[a-z0-9]{10}$/.test(session.role)) throw new Error('a transaction without a tenant was refused');
      await transaction.executeQuery(CompiledQuery.raw(`set local role "${session.role}"${session.isAlone ? ALONE : ''}`));
    },
  });
  const transactional = connection.transactional.bind(connection) as Transactional;
  Object.defineProperty(connection, 'transactional', {
    // an entity manager's own transaction tells its listeners; the one around a single statement has none
    value: ((work, options) =>
      transactional(
        work,
        options?.sessionContext && !options.eventBroadcaster
          ? { ...options, sessionContext: { ...options.sessionContext, isAlone: true } }
          : options,
      )) satisfies Transactional,
  });
}

interface Session {
  readonly role?: string;
  readonly isAlone?: boolean;
}

type Transactional = (
  work: (transaction: unknown) => Promise<unknown>,
  options?: { readonly sessionContext?: Session; readonly eventBroadcaster?: unknown },
) => Promise<unknown>;
