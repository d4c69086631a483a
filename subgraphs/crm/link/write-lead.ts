import type { Ctx } from '#kernel/tenancy/context.ts';
import { type WrittenActivity, writeWaitingActivities } from '../activity/waiting-activities.ts';
import type { LiveConnection } from '../connection/live-connections.ts';
import type { LeadOutcome } from '../connectors/crm-connector.ts';
import type { CrmLink } from './crm-link.entity.ts';
import type { LeadState } from './lead-state.ts';

/** A lead that was written to a CRM, or refused there, and is not recorded yet. */
export interface WrittenLead {
  readonly connection: LiveConnection;
  readonly lead: LeadState;
  readonly outcome: LeadOutcome;
  readonly activities: readonly WrittenActivity[];
}

/**
 * Writes one lead to one CRM, and after it the activities that waited for it. Nothing is recorded: the caller does that in its own
 * transaction, and a crash before it only makes the same writes happen again. Two writes of one lead at the same moment (two
 * conversations of one person) may leave the older one in the CRM until the lead's next event.
 */
export const writeLead = async (
  ctx: Ctx,
  connection: LiveConnection,
  lead: LeadState,
  link: CrmLink | null,
  signal: AbortSignal | undefined,
): Promise<WrittenLead> => {
  const { leadId, contactId, facts, details } = lead;
  const { account, connector, status } = connection;
  if (status === 'DISCONNECTED') return { connection, lead, outcome: DEAD, activities: [] };
  const isNew = !link?.externalId;
  const outcome = await connector.upsertLead(account, { leadId, contactId, isNew, ...facts, ...details }, signal);
  // while the link is in step nothing waits
  const activities =
    outcome.kind === 'done' && link?.status !== 'SYNCED'
      ? await writeWaitingActivities(ctx, connection, { contactId, externalId: outcome.externalId }, signal)
      : [];
  return { connection, lead, outcome, activities };
};

/** No call is made with credentials that are known to be dead. */
const DEAD: LeadOutcome = { kind: 'unauthorized', error: 'The CRM does not accept the credentials of the connection.' };
