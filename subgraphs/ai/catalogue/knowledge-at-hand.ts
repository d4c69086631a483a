import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { TenantKnowledge } from '../agents/extract-entities.ts';
import type { Settings } from '../settings/ai-settings.entity.ts';
import { knowledgeOfTenant } from './knowledge-of-tenant.ts';

/** The same where no message's briefing brought the versions along: for who tries a reply, or replays one. */
export async function knowledgeAtHand(
  ctx: Ctx,
  settings: Pick<Settings, 'locale'>,
  tools: Parameters<typeof knowledgeOfTenant>[3],
): Promise<TenantKnowledge> {
  const schema = schemaOf(ctx.tenant);
  const [row] = await ctx.em.execute<{ catalogue: number | null; lessons: number | null }[]>(
    `select (select version from "${schema}".catalogue_state) as catalogue, (select version from "${schema}".learning_state) as lessons`,
  );
  tools.lessons?.noteVersion(ctx, row?.lessons ?? 0);
  return knowledgeOfTenant(ctx, settings, row?.catalogue ?? 0, tools);
}
