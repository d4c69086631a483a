import { conflict } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import type { Lead } from './lead.entity.ts';
import { lockLead } from './lock-lead.ts';
import { publishLeadChanged } from './publish-lead-changed.ts';

/** Shows the latest score's tier again. Throws NOT_FOUND, or CONFLICT where there is no override. */
export const clearLeadTierOverride = async (tx: Tx, id: string): Promise<Lead> => {
  const lead = await lockLead(tx, id);
  if (lead.overrideTier === null) throw conflict('The lead has no override.');
  lead.tier = lead.scoredTier;
  lead.overrideTier = null;
  lead.overrideBy = null;
  lead.overrideReason = null;
  lead.overrideAt = null;
  await publishLeadChanged(tx, lead, 'OVERRIDE');
  return lead;
};
