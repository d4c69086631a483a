import type { Ctx } from '#kernel/tenancy/context.ts';
import { findWaitingActivities } from '../activity/waiting-activities.ts';
import type { LiveConnection } from '../connection/live-connections.ts';
import type { CrmLink } from './crm-link.entity.ts';
import { openDetails } from './lead-state.ts';
import { type WrittenLead, writeLead } from './write-lead.ts';

/** Writes the lead again as its link knows it. Null where the person was erased: nothing is left to write. */
export const rewriteLink = async (
  ctx: Ctx,
  connection: LiveConnection,
  link: CrmLink,
  signal: AbortSignal | undefined,
): Promise<WrittenLead | null> => {
  const { leadId, contactId, conversationId, leadVersion: version, facts } = link;
  const details = await openDetails(ctx, link.connection.id, leadId, link.contact);
  if (details === null) return null;
  const waiting = () => findWaitingActivities(ctx, link.connection.id, contactId);
  return writeLead(ctx, connection, { leadId, contactId, conversationId, version, facts, details }, link, waiting, { signal });
};
