/** A tenant's opaque id: lower-case base32 of 10 characters, so that it can stand in a schema name, a role name and a Redis key. */
export type TenantId = string & { readonly __brand: 'TenantId' };

const TENANT_ID = /^[a-z0-9]{10}$/;

export function tenantId(value: string): TenantId {
  if (!TENANT_ID.test(value)) throw new TypeError(`not a tenant id: ${JSON.stringify(value.slice(0, 40))}`);
  return value as TenantId;
}

export const schemaOf = (tenant: TenantId): string => `tenant_${tenant}`;

/** The role that can use the tenant's schema alone; every transaction of the tenant starts by taking it. */
export const roleOf = (tenant: TenantId): string => `t_${tenant}`;
