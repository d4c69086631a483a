import { eraseJobs } from '../messaging/erase-jobs.ts';
import type { TenantId } from '../tenancy/tenant.ts';
import type { Installation } from './installation.ts';

/**
 * Everything of a tenant, for good. First what subgraphs keep elsewhere, so that what stands in the way there stops it while the tenant
 * is still whole; then the schema with the role, the key and every row that names the tenant. Safe to repeat after a failure. Other
 * processes meet a tenant that is not there; keys that they hold in memory open nothing any more.
 */
export async function eraseTenant({ database, platform, declarations }: Installation, tenant: TenantId): Promise<void> {
  // without its key a tenant was erased before, except for what a failure left
  if (await database.learn(tenant)) {
    for (const { name, eraseTenant: erase } of declarations) {
      await erase?.(platform.enter(tenant, { kind: 'system', id: `${name}.erase-tenant`, scopes: new Set() }), platform);
    }
  }
  await database.schemas.erase(tenant);
  await eraseJobs(database.platform, tenant);
  database.forget(tenant);
}
