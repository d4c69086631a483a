import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { crmSynced } from '#schema/events/crm-synced.v1.ts';
import type { CrmSyncStatus } from './crm-sync-status.ts';

export const publishCrmSynced = (
  tx: Tx,
  link: { id: string; leadId: string; connectionId: string; conversationId: string; status: CrmSyncStatus },
): void => {
  const { id: linkId, leadId, connectionId, conversationId, status } = link;
  publish(tx, crmSynced, { key: conversationId, data: { linkId, leadId, connectionId, status } });
};
