import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { KEY_BYTES } from '../crypto/aead.ts';
import type { KeyRing } from '../crypto/key-ring.ts';
import type { Logger } from '../telemetry/logger.ts';
import { roleOf, schemaOf, type TenantId, tenantId } from '../tenancy/tenant.ts';
import { type Migration, migrateTenant } from './migrate.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** 50 bits: schema names are visible to every tenant in the catalogue, so they say nothing (findings/data.md §2). */
export const newTenantId = (): TenantId => tenantId([...randomBytes(10)].map((byte) => ALPHABET[byte & 31]).join(''));

/** Creates tenants' schemas and roles. It works as the owner of the database, which nothing else at run time does. */
export class TenantSchemas {
  readonly #ownerUrl: string;
  readonly #migrations: readonly Migration[];
  readonly #keyRing: KeyRing;
  readonly #logger: Logger;

  constructor(options: { ownerUrl: string; migrations: readonly Migration[]; keyRing: KeyRing; logger: Logger }) {
    this.#ownerUrl = options.ownerUrl;
    this.#migrations = options.migrations;
    this.#keyRing = options.keyRing;
    this.#logger = options.logger;
  }

  /** Schema, role, data key and all tables. Safe to repeat after a failure half way. */
  async create(tenant: TenantId): Promise<void> {
    const schema = schemaOf(tenant);
    const role = roleOf(tenant);
    const dataKey = this.#keyRing.wrap(`tenant-key:${tenant}`, randomBytes(KEY_BYTES));
    await this.#asOwner(async (client) => {
      await client.query(`begin;
set local client_min_messages = warning;
create schema if not exists "${schema}";
do $$ begin
  if not exists (select from pg_roles where rolname = '${role}') then create role "${role}" nologin noinherit; end if;
end $$;
grant "${role}" to parley_app with inherit false, set true;
grant parley_tenant to "${role}" with inherit true, set false;
grant usage on schema "${schema}" to "${role}";
alter default privileges in schema "${schema}" grant select, insert, update, delete on tables to "${role}";
alter default privileges in schema "${schema}" grant usage, select on sequences to "${role}";
create table if not exists "${schema}".migration (
  owner text not null, version int not null, name text not null, applied_at timestamptz not null default now(), primary key (owner, version));
revoke insert, update, delete on "${schema}".migration from "${role}";
commit`);
      await client.query('insert into platform.tenant_key (tenant, wrapped) values ($1, $2) on conflict do nothing', [
        tenant,
        dataKey,
      ]);
      await migrateTenant(client, tenant, this.#migrations, this.#logger);
    });
  }

  /** Brings every tenant's schema up to date. */
  async migrateAll(): Promise<void> {
    await this.#asOwner(async (client) => {
      const { rows } = await client.query<{ tenant: string }>('select tenant from platform.tenant_key order by tenant');
      for (const row of rows) await migrateTenant(client, tenantId(row.tenant), this.#migrations, this.#logger);
    });
  }

  /**
   * Schema, role, key, and every row of the schema `platform` whose column `tenant` names it: in one transaction, which waits for those
   * that are under way. Safe to repeat.
   */
  async erase(tenant: TenantId): Promise<void> {
    await this.#asOwner(async (client) => {
      // those that others refer to come last
      const { rows } = await client.query<{ name: string }>(
        `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant' and not a.attisdropped
         where c.relnamespace = 'platform'::regnamespace and c.relkind = 'r'
         order by exists (select from pg_constraint f where f.contype = 'f' and f.confrelid = c.oid), c.relname`,
      );
      await client.query(`begin; set local lock_timeout = '30s'; set local client_min_messages = warning;
drop schema if exists "${schemaOf(tenant)}" cascade; drop role if exists "${roleOf(tenant)}"`);
      for (const { name } of rows) await client.query(`delete from platform."${name}" where tenant = $1`, [tenant]);
      await client.query('commit');
    });
  }

  async #asOwner(work: (client: pg.Client) => Promise<void>): Promise<void> {
    const client = new pg.Client({ connectionString: this.#ownerUrl });
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  }
}
