import type { Ctx } from '#kernel/tenancy/context.ts';
import { readLeadSettings } from '../settings/read-lead-settings.ts';
import { countOutcomes, missingOutcomes } from './count-outcomes.ts';
import type { LeadModelStatus } from './lead-model.type.ts';
import { readLatestModel } from './read-latest-model.ts';

export async function readModelStatus(ctx: Ctx): Promise<LeadModelStatus> {
  const counted = await countOutcomes(ctx);
  const latest = await readLatestModel(ctx);
  const { useModel } = await readLeadSettings(ctx);
  return {
    ...counted,
    missing: missingOutcomes(counted),
    state: latest === null ? 'COLLECTING' : latest.state === 'NO_BETTER' ? 'NO_BETTER' : useModel ? 'IN_FORCE' : 'OFF',
    version: latest?.version ?? null,
    learnedAt: latest?.learnedAt ?? null,
    learnedFrom: latest?.learnedFrom ?? null,
    auc: latest?.auc ?? null,
    rulesAuc: latest?.rulesAuc ?? null,
    calibrationError: latest?.calibrationError ?? null,
  };
}
