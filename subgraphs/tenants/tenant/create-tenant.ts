import { badUserInput } from '#kernel/errors/public-error.ts';
import { newTenantId, type TenantSchemas } from '#kernel/persistence/tenant-schemas.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import type { TenantId } from '#kernel/tenancy/tenant.ts';
import { seedBuiltInRoles } from '../role/seed-built-in-roles.ts';
import { insertTenant, slugIsTaken, slugTaken } from './insert-tenant.ts';

const slugFormat = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])$/;
const MAX_NAME_LENGTH = 200;

/**
 * A whole tenant or none: its row, which is what makes it known, is written last. What a failure before that leaves is a schema that
 * nobody names. Throws BAD_USER_INPUT, or CONFLICT where the slug is taken.
 */
export const createTenant = async (
  context: PlatformContext,
  schemas: TenantSchemas,
  { slug, name }: { readonly slug: string; readonly name: string },
): Promise<TenantId> => {
  const { platform, clock } = context;
  if (!slugFormat.test(slug))
    throw badUserInput('slug', 'slug must have 2 to 40 of a-z, 0-9 and -, and neither begin nor end with -.');
  if (name.trim() === '' || name.length > MAX_NAME_LENGTH)
    throw badUserInput('name', `name must have 1 to ${MAX_NAME_LENGTH} characters.`);
  if (await slugIsTaken(platform, slug)) throw slugTaken(slug);

  const id = newTenantId();
  await schemas.create(id);
  await context.learn(id);
  await context.transaction(
    context.enter(id, { kind: 'system', id: 'tenants.create-tenant', scopes: new Set() }),
    seedBuiltInRoles,
  );
  await insertTenant(platform, { id, slug, name: name.trim(), createdAt: clock.now() });
  return id;
};
