import type { DataOf } from '#kernel/messaging/event-contract.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { alertResolved } from '#schema/events/alert-resolved.v1.ts';
import { publishAlertChanged } from './publish-alert-changed.ts';

/** Says of the open alerts of these codes, a channel's or the tenant's own, that their cause is gone. One that was resolved before keeps its time. */
export const resolveAlerts = async (tx: Tx, { codes, channelId, resolvedAt }: DataOf<typeof alertResolved>): Promise<void> => {
  const resolved = await tx.em.execute<{ id: string }[]>(
    `update "${schemaOf(tx.tenant)}".alert set resolved_at = ?
     where resolved_at is null and code in (?) and (detail ->> 'channelId') is not distinct from ?::text and raised_at <= ?
     returning id`,
    [resolvedAt, codes, channelId, resolvedAt],
  );
  for (const { id } of resolved) publishAlertChanged(tx, { alertId: id, change: 'RESOLVED' });
};
