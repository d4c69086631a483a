import type { Pool } from 'pg';
import type { TenantId } from '../tenancy/tenant.ts';

/** What waits in slots names its tenant in its key alone. Without its slot nobody takes it up. */
export async function eraseJobs(platform: Pool, tenant: TenantId): Promise<void> {
  await platform.query("delete from platform.job where starts_with(key, $1 || ':')", [tenant]);
}
