import type { Ctx } from '#kernel/tenancy/context.ts';
import type { LiveConnection } from '../connection/live-connections.ts';
import { openDetails } from './lead-state.ts';
import type { KnownLink } from './read-standing.ts';
import { type WrittenLead, writeLead } from './write-lead.ts';

/**
 * Writes the lead again where its name became known only now. Null where there is nothing to write, or where the CRM does not take it:
 * no reply is held up for a name, and the next one brings it again.
 */
export const nameLead = async (
  ctx: Ctx,
  connection: LiveConnection,
  link: KnownLink,
  displayName: string | null,
  signal: AbortSignal,
): Promise<WrittenLead | null> => {
  if (displayName === null || link.status !== 'SYNCED') return null;
  const { leadId, contactId, conversationId, leadVersion: version, facts } = link;
  const details = await openDetails(ctx, link.connection.id, leadId, link.contact);
  if (details === null || details.displayName !== null) return null;
  const lead = { leadId, contactId, conversationId, version, facts, details: { ...details, displayName } };
  // a link in step has nothing waiting
  const written = await writeLead(ctx, connection, lead, link, () => [], { signal });
  return written.outcome.kind === 'done' ? written : null;
};
