import type { Connection } from '@mikro-orm/core';
import { CompiledQuery, type ControlledTransaction } from 'kysely';

const ROLE_CHANGE =
  /\b(?:set|reset|discard)\s+(?:local\s+|session\s+)?(?:role|session_authorization|session\s+authorization|authorization|all)\b|\bset_config\b|(?:^|;)\s*do\b/i;
const COMMENT = /\/\*[\s\S]*?\*\/|--[^\n]*/g;

/**
 * Refuses SQL text that would leave the tenant's role. The role is what keeps tenants apart, and a login that may take any tenant's
 * role could be told to in a raw string. What text does not show (a DO block that builds its statement) the database itself closes:
 * see the revoked privileges in `database-roles.ts`.
 */
export function refuseRoleChange(sql: string): string {
  if (ROLE_CHANGE.test(sql) || ROLE_CHANGE.test(sql.replace(COMMENT, ' '))) {
    throw new Error('a statement that changes the role was refused');
  }
  return sql;
}

/**
 * Makes MikroORM take the tenant's role by a way that no SQL text of a use case can go: the guard then sees every other statement and
 * needs no exception. MikroORM 7.2 keeps `applySessionContext` private; a spec holds that the role is taken and that the guard stands.
 */
export function takeRolePastGuard(connection: Connection): void {
  Object.defineProperty(connection, 'applySessionContext', {
    value: async (transaction: ControlledTransaction<unknown>, session: { role?: string }): Promise<void> => {
      if (!session.role || !/^t_[a-z0-9]{10}$/.test(session.role)) throw new Error('a transaction without a tenant was refused');
      await transaction.executeQuery(CompiledQuery.raw(`set local role "${session.role}"`));
    },
  });
}
