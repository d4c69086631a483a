import type { Pool } from 'pg';
import { conflict } from '#kernel/errors/public-error.ts';
import type { Tenant } from './tenant.type.ts';

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
