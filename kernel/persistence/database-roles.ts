import { createHmac } from 'node:crypto';

/** The two logins of the service. Neither owns anything; `parley_app` sees nothing until it takes a tenant's role. */
export type ServiceLogin = 'parley_app' | 'parley_platform';

/** Passwords are derived, so that every process of an installation knows them and no file holds them. */
export const servicePassword = (internalKey: Buffer, login: ServiceLogin): string =>
  createHmac('sha256', internalKey).update(`database login ${login}`).digest('base64url');

/**
 * Creates the roles and takes away what would let a tenant's role reach beyond its schema: temporary tables, the schema public,
 * `set_config` (a role change that is no SET statement), the languages that a DO block needs, and what all roles of a database share:
 * advisory locks (who holds ours stops every tenant's work), notifications and large objects. Safe to run again.
 */
export function databaseRolesSql(database: string, passwordOf: (login: ServiceLogin) => string): string {
  const login = (name: ServiceLogin): string => `
do $$ begin
  if not exists (select from pg_roles where rolname = '${name}') then create role ${name} login noinherit; end if;
end $$;
alter role ${name} with login noinherit password '${passwordOf(name)}';
grant connect on database "${database}" to ${name};`;
  return `
create schema if not exists platform;
do $$ begin
  if not exists (select from pg_roles where rolname = 'parley_tenant') then create role parley_tenant nologin; end if;
end $$;
${login('parley_app')}
${login('parley_platform')}
-- what it prepares (trip.ts) is planned once: left to itself the server plans a statement with lists anew each time
alter role parley_app set plan_cache_mode = 'force_generic_plan';
revoke all on schema public from public;
revoke create, temporary on database "${database}" from public;
revoke usage on language plpgsql, sql from public;
revoke execute on function pg_catalog.set_config(text, text, boolean) from public;
do $$ declare shared regprocedure; begin
  for shared in select oid from pg_proc
    where pronamespace = 'pg_catalog'::regnamespace and proname ~ '^(pg_notify|pg_(try_)?advisory_.*|lo_.*|loread|lowrite)$'
  loop
    execute format('revoke execute on function %s from public', shared);
  end loop;
end $$;
grant execute on function pg_catalog.pg_notify(text, text), pg_catalog.pg_try_advisory_lock(bigint) to parley_platform;
grant usage on schema platform to parley_platform, parley_tenant;
`;
}
