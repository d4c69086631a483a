import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Client } from 'pg';
import type { Logger } from '../telemetry/logger.ts';
import { schemaOf, type TenantId } from '../tenancy/tenant.ts';

export interface Migration {
  /** Who owns it: `kernel` or a subgraph. */
  readonly owner: string;
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** Reads `0001-name.sql` files of a folder, in order; an absent folder holds none. Throws on a gap or a wrong name. */
export function readMigrations(owner: string, folder: URL): Migration[] {
  const path = fileURLToPath(folder);
  let files: string[];
  try {
    files = readdirSync(path)
      .filter((file) => file.endsWith('.sql'))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return files.map((file, index) => {
    const match = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file);
    if (!match || Number(match[1]) !== index + 1)
      throw new Error(`migration ${owner}/${file}: expected number ${index + 1} in front`);
    return { owner, version: index + 1, name: match[2] ?? '', sql: readFileSync(`${path}/${file}`, 'utf8') };
  });
}

/** Applies what the schema `platform` lacks, one transaction a migration. Two runners at once are safe: the second waits, then skips. */
export async function migratePlatform(owner: Client, migrations: readonly Migration[], logger: Logger): Promise<void> {
  await owner.query(`create table if not exists platform.migration (
    owner text not null, version int not null, name text not null, applied_at timestamptz not null default now(), primary key (owner, version))`);
  await applyMissing(owner, 'platform', migrations, logger);
}

/**
 * Applies what one tenant's schema lacks. One transaction a migration and never all tenants in one: the lock table holds a few
 * thousand tables (findings/data.md §2).
 */
export async function migrateTenant(
  owner: Client,
  tenant: TenantId,
  migrations: readonly Migration[],
  logger: Logger,
): Promise<void> {
  await applyMissing(owner, schemaOf(tenant), migrations, logger);
}

async function applyMissing(client: Client, schema: string, migrations: readonly Migration[], logger: Logger): Promise<void> {
  const { rows } = await client.query<{ owner: string; version: number }>(`select owner, version from "${schema}".migration`);
  const applied = new Set(rows.map((row) => `${row.owner}/${row.version}`));
  for (const migration of migrations) {
    if (applied.has(`${migration.owner}/${migration.version}`)) continue;
    try {
      await client.query(applySql(schema, migration));
      logger.debug({ schema, owner: migration.owner, version: migration.version }, 'migration applied');
    } catch (error) {
      await client.query('rollback');
      if ((error as { code?: string }).code === '23505') continue; // another runner was first
      throw new Error(`migration ${migration.owner}/${migration.version}-${migration.name} failed in ${schema}`, {
        cause: error,
      });
    }
  }
}

// the row goes first: a second runner waits for it at the primary key and then finds the work done
const applySql = (schema: string, migration: Migration): string => `begin;
set local lock_timeout = '5s';
set local client_min_messages = warning;
insert into "${schema}".migration (owner, version, name) values ('${migration.owner}', ${migration.version}, '${migration.name}');
set local search_path = "${schema}";
${migration.sql}
;commit`;
