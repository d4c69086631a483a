import { type AnyEntity, type EntityClass, MikroORM } from '@mikro-orm/core';
import { type EntityManager, PostgreSqlDriver } from '@mikro-orm/postgresql';
import pg from 'pg';
import type { KeyRing } from '../crypto/key-ring.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Actor, Clock, Ctx } from '../tenancy/context.ts';
import { roleOf, schemaOf, type TenantId } from '../tenancy/tenant.ts';
import type { Vault } from '../tenancy/vault.ts';
import { beginInOneTrip } from './begin-in-one-trip.ts';
import { databaseRolesSql, type ServiceLogin, servicePassword } from './database-roles.ts';
import { endOnFailedRollback } from './end-on-failed-rollback.ts';
import { type Migration, migratePlatform, readMigrations } from './migrate.ts';
import { refuseRoleChange, takeRolePastGuard } from './role-guard.ts';
import { sendKept } from './send-kept.ts';
import { SubjectVault } from './subject-vault.ts';
import { TenantSchemas } from './tenant-schemas.ts';

export interface DatabaseOptions {
  /** A connection string of the database's owner: it migrates and creates tenants, and serves nothing else. */
  readonly ownerUrl: string;
  readonly keyRing: KeyRing;
  readonly internalKey: Buffer;
  readonly entities: readonly unknown[];
  readonly platformMigrations: readonly Migration[];
  readonly tenantMigrations: readonly Migration[];
  readonly logger: Logger;
  readonly clock: Clock;
  /** Connections for tenants' transactions; 10 unless said. */
  readonly poolSize?: number;
}

const ROLE_ATTEMPTS = 10;
/** "Tuple concurrently updated", and two who create one role. */
const RACED: ReadonlySet<string> = new Set(['XX000', '23505', '42710']);
const KERNEL_PLATFORM = new URL('./migrations/platform/', import.meta.url);
const KERNEL_TENANT = new URL('./migrations/tenant/', import.meta.url);

/** Keeps what the kernel's tables need in front of everybody else's. */
export const kernelMigrations = (): { platform: Migration[]; tenant: Migration[] } => ({
  platform: readMigrations('kernel', KERNEL_PLATFORM),
  tenant: readMigrations('kernel', KERNEL_TENANT),
});

/**
 * The database as the service sees it: tenants' schemas through MikroORM in the tenant's role, and the schema `platform` through a
 * pool of its own. Neither login can read the other's part.
 */
export class Database {
  readonly platform: pg.Pool;
  readonly schemas: TenantSchemas;
  readonly #orm: MikroORM<PostgreSqlDriver>;
  readonly #keyConnections: pg.Pool;
  readonly #keyRing: KeyRing;
  readonly #clock: Clock;
  readonly #platformUrl: string;
  readonly #vaults = new Map<TenantId, Vault>();
  readonly #tenantKeys = new Map<TenantId, Buffer>();

  private constructor(orm: MikroORM<PostgreSqlDriver>, options: DatabaseOptions, schemas: TenantSchemas) {
    const url = (login: ServiceLogin): string => serviceUrl(options.ownerUrl, login, servicePassword(options.internalKey, login));
    this.#orm = orm;
    this.#keyRing = options.keyRing;
    this.#clock = options.clock;
    this.schemas = schemas;
    this.#platformUrl = url('parley_platform');
    this.platform = quietPool({ connectionString: this.#platformUrl, max: 8 }, options.logger);
    this.#keyConnections = quietPool({ connectionString: url('parley_app'), max: 3 }, options.logger);
  }

  /** Migrates, then connects. Two processes that start at once are safe: one migrates, the other waits. */
  static async open(options: DatabaseOptions): Promise<Database> {
    await prepare(options);
    const schemas = new TenantSchemas({
      ownerUrl: options.ownerUrl,
      migrations: options.tenantMigrations,
      keyRing: options.keyRing,
      logger: options.logger,
    });
    await schemas.migrateAll();
    const app = serviceUrl(options.ownerUrl, 'parley_app', servicePassword(options.internalKey, 'parley_app'));
    const orm = await MikroORM.init<PostgreSqlDriver>({
      driver: PostgreSqlDriver,
      ...addressOf(app),
      entities: options.entities as EntityClass<AnyEntity>[],
      pool: { min: 1, max: options.poolSize ?? 10 },
      driverOptions: {
        onPoolCreated: (pool: pg.Pool) => void pool.on('connect', beginInOneTrip).on('connect', endOnFailedRollback),
      },
      onQuery: refuseRoleChange,
      ignoreUndefinedInQuery: true,
      discovery: { warnWhenNoEntities: false },
    });
    takeRolePastGuard(orm.em.getConnection());
    sendKept(orm.em.getConnection());
    const database = new Database(orm, options, schemas);
    try {
      await database.#loadTenantKeys();
    } catch (error) {
      // a start that failed must end, and open connections would keep the process
      await database.close();
      throw error;
    }
    return database;
  }

  /** A context of the tenant. Its entity manager has an identity map of its own: one context serves one piece of work. */
  enter(tenant: TenantId, actor: Actor, logger: Logger): Ctx {
    return {
      tenant,
      actor,
      em: this.#orm.em.fork({ schema: schemaOf(tenant), session: { role: roleOf(tenant) } }) as EntityManager,
      clock: this.#clock,
      logger: logger.child({ tenant }),
      vault: this.#vaultOf(tenant),
    };
  }

  /** The tenant's key is read before its first `enter`; a tenant that another process made is learnt of here. */
  async learn(tenant: TenantId): Promise<boolean> {
    if (!this.#tenantKeys.has(tenant)) await this.#loadTenantKeys();
    return this.#tenantKeys.has(tenant);
  }

  /** Of a tenant that was erased: it cannot be entered here any more. */
  forget(tenant: TenantId): void {
    this.#tenantKeys.delete(tenant);
    this.#vaults.delete(tenant);
  }

  /** A connection that stays; the caller ends it. `name` is seen in pg_stat_activity. `onLost` is called once, unless it was ended. */
  async stay(name: string, onLost: (error: Error) => void): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.#platformUrl, application_name: name });
    let lost: Error | null = null;
    let isHandedOver = false;
    // from the beginning: a server that goes down may say so in the same moment as that it is ready, and nobody listening ends the process
    client.on('error', (error) => {
      // the driver tells of one end twice: the server's last words, and that the connection is closed
      if (lost) return;
      lost = error;
      if (isHandedOver) onLost(error);
    });
    await client.connect();
    if (lost) throw lost;
    isHandedOver = true;
    return client;
  }

  async close(): Promise<void> {
    await Promise.all([this.#orm.close(), this.platform.end(), this.#keyConnections.end()]);
  }

  #vaultOf(tenant: TenantId): Vault {
    let vault = this.#vaults.get(tenant);
    if (!vault) {
      const key = this.#tenantKeys.get(tenant);
      if (!key) throw new Error('the tenant was entered before its key was learnt');
      vault = new SubjectVault(tenant, key, this.#keyConnections);
      this.#vaults.set(tenant, vault);
    }
    return vault;
  }

  async #loadTenantKeys(): Promise<void> {
    const { rows } = await this.platform.query<{ tenant: TenantId; wrapped: Buffer }>(
      'select tenant, wrapped from platform.tenant_key',
    );
    for (const row of rows) {
      if (!this.#tenantKeys.has(row.tenant))
        this.#tenantKeys.set(row.tenant, this.#keyRing.unwrap(`tenant-key:${row.tenant}`, row.wrapped));
    }
  }
}

async function prepare(options: DatabaseOptions): Promise<void> {
  const owner = new pg.Client({ connectionString: options.ownerUrl });
  await owner.connect();
  try {
    // one migration at a time over all processes of the installation
    await owner.query("select pg_advisory_lock(hashtext('parley.migrate'))");
    await owner.query('set client_min_messages = warning');
    await createRoles(
      owner,
      databaseRolesSql(owner.database ?? 'parley', (login) => servicePassword(options.internalKey, login)),
    );
    await migratePlatform(owner, options.platformMigrations, options.logger);
  } finally {
    await owner.end();
  }
}

/** Roles belong to the whole server: another installation on it may alter them at the same moment, which PostgreSQL refuses to one of the two. */
async function createRoles(owner: pg.Client, sql: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await owner.query(sql);
      return;
    } catch (error) {
      if (attempt === ROLE_ATTEMPTS || !RACED.has((error as { code?: string }).code ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50 * attempt));
    }
  }
}

function serviceUrl(ownerUrl: string, login: ServiceLogin, password: string): string {
  const url = new URL(ownerUrl);
  url.username = login;
  url.password = password;
  return url.toString();
}

/** MikroORM reads no socket folder (`?host=`) from an address. */
function addressOf(url: string): { host: string; port: number; user: string; password: string; dbName: string } {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  return {
    host: searchParams.get('host') ?? hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    dbName: decodeURIComponent(pathname.slice(1)),
  };
}

function quietPool(config: pg.PoolConfig, logger: Logger): pg.Pool {
  const pool = new pg.Pool(config);
  // an idle connection that breaks is replaced by the pool; without a listener it would end the process
  pool.on('error', (error) => logger.warn({ err: error }, 'an idle database connection broke'));
  return pool;
}
