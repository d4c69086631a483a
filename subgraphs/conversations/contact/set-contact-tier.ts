import type { Tx } from '#kernel/messaging/transaction.ts';
import { Contact } from './contact.entity.ts';
import type { LeadTier } from './lead-tier.ts';

/** An older version of the lead than the one that is known changes nothing. */
export async function setContactTier(tx: Tx, contactId: string, tier: LeadTier, version: number): Promise<void> {
  await tx.em.nativeUpdate(Contact, { id: contactId, tierVersion: { $lt: version } }, { tier, tierVersion: version });
}
