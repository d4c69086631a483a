import { notFound } from '#kernel/errors/public-error.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';

/**
 * Shuts a tenant out, or lets it in again: its members' tokens are refused within seconds, open subscriptions too. What platforms send
 * for it meanwhile is kept and processed, so that nothing is lost when it comes back. Repeating it changes nothing.
 */
export const suspendTenant = async (
  { platform, clock }: PlatformContext,
  slug: string,
  { suspended }: { readonly suspended: boolean },
): Promise<void> => {
  const { rowCount } = await platform.query(
    'update platform.tenant set suspended_at = case when $2 then coalesce(suspended_at, $3) end where slug = $1',
    [slug, suspended, clock.now()],
  );
  if (rowCount === 0) throw notFound(`The tenant ${slug}`);
};
