import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { newTenantId } from '../persistence/tenant-schemas.ts';
import type { SubgraphDeclaration } from '../runtime/define-subgraph.ts';
import { Installation } from '../runtime/installation.ts';
import { createLogger } from '../telemetry/logger.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import type { Clock } from '../tenancy/context.ts';
import { type TenantId, tenantId } from '../tenancy/tenant.ts';
import { createTestDatabase } from './test-database.ts';

export interface TestInstallation {
  readonly installation: Installation;
  readonly ownerUrl: string;
  readonly tenants: readonly [TenantId, TenantId];
  /** One more process of the installation; closed with the fixture. */
  openAnother(): Promise<Installation>;
  asOwner(sql: string): Promise<void>;
  forgetEverywhere(tenant: string, subjectId: string): Promise<void>;
  close(): Promise<void>;
}

// the service's logins belong to the whole server of a test run, so their passwords are the same in all its databases
const INTERNAL_KEY = Buffer.alloc(32, 7);

/** An installation in a database of its own, with two tenants. Nothing consumes until the spec says so. */
export async function makeTestInstallation(
  declarations: readonly SubgraphDeclaration[],
  options: { clock?: Clock; logLevel?: 'silent' | 'debug'; retentionMs?: number } = {},
): Promise<TestInstallation> {
  const database = await createTestDatabase();
  const key = randomBytes(32);
  const open = (): Promise<Installation> =>
    Installation.open({
      config: {
        crypto: { keys: [{ id: 'test', key }] },
        internalKeys: [{ id: 'test', key: INTERNAL_KEY }],
        feed: { retentionMs: options.retentionMs ?? 3_600_000 },
      },
      ownerUrl: database.ownerUrl,
      declarations,
      logger: createLogger({ level: options.logLevel ?? 'silent', name: 'test' }),
      metrics: createMetrics(),
      ...(options.clock ? { clock: options.clock } : {}),
    });
  const installation = await open();
  const others: Installation[] = [];
  const tenants = [newTenantId(), newTenantId()] as const;
  for (const id of tenants) {
    await installation.database.schemas.create(id);
    await installation.database.learn(id);
  }
  return {
    installation,
    ownerUrl: database.ownerUrl,
    tenants,
    openAnother: async () => {
      const other = await open();
      others.push(other);
      return other;
    },
    asOwner: async (sql) => {
      const client = new pg.Client({ connectionString: database.ownerUrl });
      await client.connect();
      await client.query(sql).finally(() => client.end());
    },
    forgetEverywhere: async (tenant, subjectId) => {
      for (const process of [installation, ...others]) {
        await process.database.learn(tenantId(tenant));
        await process.platform.enter(tenantId(tenant), { kind: 'system', id: 'spec', scopes: new Set() }).vault.forget(subjectId);
      }
    },
    close: async () => {
      for (const process of [...others, installation]) await process.close();
      await database.drop();
    },
  };
}
