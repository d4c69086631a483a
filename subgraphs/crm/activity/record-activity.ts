import type { Tx } from '#kernel/messaging/transaction.ts';
import { newId } from '#kernel/persistence/new-id.ts';
import { held, kept } from '#kernel/persistence/trip.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { ACTIVITY_KIND, ACTIVITY_SUBJECT, type ActivityState, sealText } from './activity-state.ts';

/**
 * One activity a message and connection, whichever delivery brings it. Without an external id it waits, its text sealed in the row; with
 * one the text goes, because the CRM has it.
 */
export const recordActivity = async (
  tx: Tx,
  connectionId: string,
  activity: ActivityState,
  externalId: string | null,
): Promise<void> => {
  const { messageId, contactId, at } = activity;
  await tx.em.execute(
    held(
      kept(`insert into "${schemaOf(tx.tenant)}".crm_activity as a
       (id, connection_id, contact_id, message_id, kind, subject, external_id, description, at)
     values (?, ?, ?, ?, ?, ?, ?, ?::bytea, ?)
     on conflict (connection_id, message_id) do update set external_id = excluded.external_id, description = excluded.description
     where a.external_id is null`),
    ),
    [
      ...[newId(), connectionId, contactId, messageId, ACTIVITY_KIND, ACTIVITY_SUBJECT, externalId],
      externalId === null ? await sealText(tx, connectionId, activity) : null,
      at,
    ],
  );
};
