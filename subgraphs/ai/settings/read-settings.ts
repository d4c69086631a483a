import type { Ctx } from '#kernel/tenancy/context.ts';
import { AiSettingsRow, DEFAULT_SETTINGS, type Settings } from './ai-settings.entity.ts';

export const readSettings = async (ctx: Ctx): Promise<Settings> => {
  const row = await ctx.em.findOne(AiSettingsRow, { id: 1 });
  if (!row) return DEFAULT_SETTINGS;
  const {
    autoReply,
    confidenceThreshold,
    auditShare,
    thresholds,
    persona,
    vectorIsolation,
    monthlyBudgetUsd,
    replyCacheMinutes,
    replyTargetMinutes,
  } = row;
  const { requireReplay, replayMaxErrorRate, replayDecisions } = row;
  const { timeZone, defaultRegion = null, defaultCurrency = null, languages = null } = row;
  const targetError = row.targetError ?? null;
  return {
    autoReply,
    confidenceThreshold,
    targetError,
    auditShare,
    thresholds,
    persona,
    vectorIsolation,
    monthlyBudgetUsd: monthlyBudgetUsd ?? null,
    replayRequirement: { requireReplay, replayMaxErrorRate, replayDecisions },
    replyCacheMinutes,
    replyTargetMinutes,
    locale: { timeZone, defaultRegion, defaultCurrency, languages },
  };
};
