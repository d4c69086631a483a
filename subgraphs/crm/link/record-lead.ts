import type { Tx } from '#kernel/messaging/transaction.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import { kept } from '#kernel/persistence/trip.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { recordWritten } from '../activity/waiting-activities.ts';
import type { LeadOutcome } from '../connectors/crm-connector.ts';
import type { CrmMeans } from '../crm-means.ts';
import type { CrmSyncStatus } from './crm-sync-status.ts';
import { sealDetails } from './lead-state.ts';
import { publishCrmSynced } from './publish-crm-synced.ts';
import type { WrittenLead } from './write-lead.ts';

const STATUS_OF: Readonly<Record<LeadOutcome['kind'], CrmSyncStatus>> = {
  done: 'SYNCED',
  conflict: 'CONFLICT',
  rejected: 'FAILED',
  gone: 'FAILED',
  unauthorized: 'PENDING',
  limited: 'PENDING',
};

/**
 * Records what became of a written lead, with what it says of its connection, and publishes `crm-synced` when the link's state is news.
 * One statement for the link, because every message pays for it. A link that has seen a later version stays as it is.
 */
export const recordLead = async (
  tx: Tx,
  means: CrmMeans,
  { connection, lead, outcome, activities }: WrittenLead,
  resyncKey: string | null = null,
): Promise<void> => {
  const { connectionId } = connection.account;
  const status = STATUS_OF[outcome.kind];
  const done = outcome.kind === 'done' ? outcome : null;
  const now = tx.clock.now();
  const [link] = await tx.em.execute<{ id: string; previous: CrmSyncStatus | null }[]>(
    kept(`insert into "${schemaOf(tx.tenant)}".crm_link as l (
       id, connection_id, lead_id, contact_id, conversation_id, status, external_id, url, last_synced_at, last_error,
       lead_version, facts, contact, kept_facts, resync_key, updated_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?, ?, ?::jsonb, ?::bytea, ?::text[], ?, ?)
     on conflict (connection_id, lead_id) do update set
       conversation_id = excluded.conversation_id,
       status = excluded.status,
       external_id = coalesce(excluded.external_id, l.external_id),
       url = coalesce(excluded.url, l.url),
       last_synced_at = coalesce(excluded.last_synced_at, l.last_synced_at),
       last_error = excluded.last_error,
       lead_version = excluded.lead_version,
       facts = excluded.facts,
       contact = excluded.contact,
       -- another record begins anew
       kept_facts = case when excluded.external_id <> l.external_id then excluded.kept_facts
         else array(select distinct unnest(l.kept_facts || excluded.kept_facts) order by 1) end,
       resync_key = coalesce(excluded.resync_key, l.resync_key),
       updated_at = excluded.updated_at
     where l.lead_version <= excluded.lead_version
     returning id, old.status as previous`),
    [
      ...[newId(), connectionId, lead.leadId, lead.contactId, lead.conversationId, status],
      ...[done?.externalId ?? null, done?.url ?? null, done ? now : null, outcome.kind === 'done' ? null : outcome.error],
      ...[
        lead.version,
        JSON.stringify(lead.facts),
        await sealDetails(tx, connectionId, lead),
        `{${(done?.keptFacts ?? []).join(',')}}`,
        resyncKey,
        now,
      ],
    ],
  );
  await means.notes.note(tx, connection, outcome);
  await recordWritten(tx, means, connection, activities);
  if (!link || link.previous === status) return;
  publishCrmSynced(tx, { id: link.id, leadId: lead.leadId, connectionId, conversationId: lead.conversationId, status });
};
