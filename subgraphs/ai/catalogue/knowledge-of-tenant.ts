import type { Ctx } from '#kernel/tenancy/context.ts';
import type { TenantKnowledge } from '../agents/extract-entities.ts';
import type { TenantLessons } from '../learning/tenant-lessons.ts';
import { NOWHERE, type Settings } from '../settings/ai-settings.entity.ts';
import type { TenantCatalogues } from './tenant-catalogues.ts';

/** By what a tenant's messages are read. Asks the database only where the products changed since this process last saw them. */
export async function knowledgeOfTenant(
  ctx: Ctx,
  { locale = NOWHERE }: Pick<Settings, 'locale'>,
  catalogueVersion: number,
  { catalogues, lessons }: { readonly catalogues?: TenantCatalogues | undefined; readonly lessons?: TenantLessons | undefined },
): Promise<TenantKnowledge> {
  const { timeZone, defaultRegion, defaultCurrency } = locale;
  const catalogue = await catalogues?.of(ctx, catalogueVersion);
  return { timeZone, defaultRegion, defaultCurrency, catalogue, lexicon: lessons?.held(ctx).lexicon };
}
