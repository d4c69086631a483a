import type { Pool } from 'pg';
import { conflict } from '#kernel/errors/public-error.ts';
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

/** By id or slug. A slug that is spelled like another tenant's id never takes that tenant's place. Null when unknown or suspended. */
export const findActiveTenantId = async (platform: Pool, idOrSlug: string): Promise<TenantId | null> => {
  const { rows } = await platform.query<{ id: string; suspended: boolean }>(
    'select id, suspended_at is not null as suspended from platform.tenant where id = $1 or slug = $1 order by (id = $1) desc limit 1',
    [idOrSlug],
  );
  const [row] = rows;
  return row && !row.suspended ? tenantId(row.id) : null;
};

export const slugIsTaken = async (platform: Pool, slug: string): Promise<boolean> => {
  const { rowCount } = await platform.query('select from platform.tenant where slug = $1', [slug]);
  return rowCount !== 0;
};

/** Throws CONFLICT where the slug is taken. */
export const insertTenant = async (platform: Pool, tenant: Tenant): Promise<void> => {
  const { rowCount } = await platform.query(
    'insert into platform.tenant (id, slug, name, created_at) values ($1, $2, $3, $4) on conflict (slug) do nothing',
    [tenant.id, tenant.slug, tenant.name, tenant.createdAt],
  );
  if (rowCount === 0) throw slugTaken(tenant.slug);
};

export const slugTaken = (slug: string) => conflict(`There is a tenant ${slug} already.`);
