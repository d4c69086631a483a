import type { Ctx } from '#kernel/tenancy/context.ts';
import { AiSettingsRow, DEFAULT_SETTINGS, type Settings } from './ai-settings.entity.ts';

export const readSettings = async (ctx: Ctx): Promise<Settings> =>
  (await ctx.em.findOne(AiSettingsRow, { id: 1 })) ?? DEFAULT_SETTINGS;
