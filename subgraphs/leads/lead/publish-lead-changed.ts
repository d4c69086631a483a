import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { leadChanged } from '#schema/events/lead-changed.v1.ts';
import { openContactDetails } from './contact-details.ts';
import type { Lead } from './lead.entity.ts';
import type { LeadChange } from './lead-change.ts';

/** Writes the change that was not a score and tells of it. The version in the event is the one after the write. */
export const publishLeadChanged = async (tx: Tx, lead: Lead, change: Exclude<LeadChange, 'SCORED'>): Promise<void> => {
  lead.updatedAt = tx.clock.now();
  await tx.em.flush();
  publish(tx, leadChanged, {
    key: lead.conversationId,
    data: {
      leadId: lead.id,
      contactId: lead.contactId,
      conversationId: lead.conversationId,
      platform: lead.platform,
      tier: lead.tier,
      points: lead.points,
      stage: lead.stage,
      change,
      version: lead.version,
      changedAt: lead.updatedAt.toISOString(),
    },
    subjectId: lead.contactId,
    personal: await openContactDetails(tx, lead.contactId, lead),
  });
};
