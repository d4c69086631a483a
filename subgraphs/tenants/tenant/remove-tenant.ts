import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import type { TenantId } from '#kernel/tenancy/tenant.ts';

/** The row that makes a tenant known goes last: until then an erasure that failed can be repeated by the slug. */
export const removeTenant = async ({ platform }: PlatformContext, id: TenantId): Promise<void> => {
  await platform.query('delete from platform.tenant where id = $1', [id]);
};
