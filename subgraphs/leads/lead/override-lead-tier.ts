import { badUserInput } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import type { Lead } from './lead.entity.ts';
import type { LeadTier } from './lead-tier.ts';
import { lockLead } from './lock-lead.ts';
import { sealReason } from './override-of.ts';
import { publishLeadChanged } from './publish-lead-changed.ts';

const MAX_REASON_LENGTH = 1000;

/** Shows this tier whatever the scorer says, until it is cleared; an earlier override is replaced. Throws NOT_FOUND, BAD_USER_INPUT. */
export const overrideLeadTier = async (tx: Tx, id: string, tier: LeadTier, reason: string): Promise<Lead> => {
  const words = reason.trim();
  if (words === '' || words.length > MAX_REASON_LENGTH) {
    throw badUserInput('reason', `reason must have 1 to ${MAX_REASON_LENGTH} characters.`);
  }
  const lead = await lockLead(tx, id);
  lead.tier = tier;
  lead.overrideTier = tier;
  lead.overrideBy = tx.actor.id;
  lead.overrideReason = await sealReason(tx, lead, words);
  lead.overrideAt = tx.clock.now();
  await publishLeadChanged(tx, lead, 'OVERRIDE');
  return lead;
};
