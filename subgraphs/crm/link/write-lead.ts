import type { Ctx } from '#kernel/tenancy/context.ts';
import { type WaitingActivity, type WrittenActivity, writeWaitingActivities } from '../activity/waiting-activities.ts';
import type { LiveConnection } from '../connection/live-connections.ts';
import type { LeadOutcome } from '../connectors/crm-connector.ts';
import { type LeadState, openDetails, withoutKept } from './lead-state.ts';
import type { KnownLink } from './read-standing.ts';

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
  reported: LeadState,
  link: KnownLink | null,
  waitingActivities: () => Promise<readonly WaitingActivity[]> | readonly WaitingActivity[],
  { signal, isRedelivered = false }: { readonly signal: AbortSignal | undefined; readonly isRedelivered?: boolean },
): Promise<WrittenLead> => {
  const { leadId, contactId, facts } = reported;
  const { account, connector, status } = connection;
  const known = link && (await openDetails(ctx, account.connectionId, leadId, link.contact));
  // a name that came with a reply is not in the lead's own events yet
  const displayName = reported.details.displayName ?? known?.displayName ?? null;
  const details = { ...reported.details, displayName };
  const lead = { ...reported, details };
  if (status === 'DISCONNECTED') return { connection, lead, outcome: DEAD, activities: [] };
  const isNew = !link?.externalId;
  const isNameLate = !isNew && displayName !== null && !known?.displayName;
  const isRepeated = isRedelivered || link !== null;
  const told = { ...facts, ...withoutKept(details, link?.keptFacts ?? []) };
  const outcome = await connector.upsertLead(account, { leadId, contactId, isNew, isNameLate, isRepeated, ...told }, signal);
  // while the link is in step nothing waits
  const activities =
    outcome.kind === 'done' && link?.status !== 'SYNCED'
      ? await writeWaitingActivities(
          ctx,
          connection,
          { contactId, externalId: outcome.externalId, isHot: facts.tier === 'HOT' },
          await waitingActivities(),
          signal,
        )
      : [];
  const isOurs = outcome.kind !== 'done' || !outcome.keptName;
  // a name of theirs is looked for again with every event that has one of ours, and never written over
  return { connection, lead: isOurs ? lead : { ...lead, details: { ...details, displayName: null } }, outcome, activities };
};

/** No call is made with credentials that are known to be dead. */
const DEAD: LeadOutcome = { kind: 'unauthorized', error: 'The CRM does not accept the credentials of the connection.' };
