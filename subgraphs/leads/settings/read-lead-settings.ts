import type { Ctx } from '#kernel/tenancy/context.ts';
import { DEFAULT_LEAD_SETTINGS, LeadSettingsRow, type LeadSettingsValues } from './lead-settings.entity.ts';

export const readLeadSettings = async (ctx: Ctx): Promise<LeadSettingsValues> =>
  (await ctx.em.findOne(LeadSettingsRow, { id: 1 })) ?? DEFAULT_LEAD_SETTINGS;
