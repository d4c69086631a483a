import type { Pool } from 'pg';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { type TenantId, tenantId } from '#kernel/tenancy/tenant.ts';
import type { Tenant } from './tenant.type.ts';

/** Suspended or not. */
export const findTenant = async (platform: Pool, id: TenantId): Promise<Tenant | null> => {
  const { rows } = await platform.query<Tenant>(
    'select id, name, slug, created_at as "createdAt" from platform.tenant where id = $1',
    [id],
  );
  return rows[0] ?? null;
};

/** The caller's own tenant: any other is not there. */
export const tenantsById =
  (platform: () => PlatformContext) =>
  async (ctx: Ctx): Promise<Map<string, Tenant>> => {
    const own = await findTenant(platform().platform, ctx.tenant);
    return new Map(own ? [[own.id, own]] : []);
  };

/** By id or slug. A slug that is spelled like another tenant's id never takes that tenant's place. Null when unknown or suspended. */
export const findActiveTenantId = async (platform: Pool, idOrSlug: string): Promise<TenantId | null> => {
  const { rows } = await platform.query<{ id: string; suspended: boolean }>(
    'select id, suspended_at is not null as suspended from platform.tenant where id = $1 or slug = $1 order by (id = $1) desc limit 1',
    [idOrSlug],
  );
  const [row] = rows;
  return row && !row.suspended ? tenantId(row.id) : null;
};

/** Suspended or not. Null when there is none of this slug. */
export const findTenantIdBySlug = async (platform: Pool, slug: string): Promise<TenantId | null> => {
  const { rows } = await platform.query<{ id: string }>('select id from platform.tenant where slug = $1', [slug]);
  return rows[0] ? tenantId(rows[0].id) : null;
};
