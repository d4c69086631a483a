import type { Tx } from '#kernel/messaging/transaction.ts';
import { CrmLink } from './crm-link.entity.ts';
import { publishCrmSynced } from './publish-crm-synced.ts';
import type { KnownLink } from './read-standing.ts';

/** The lead is to be written again by the task; nothing happens to a link that another outcome has changed meanwhile. */
export const markPending = async (tx: Tx, link: KnownLink, error: string): Promise<void> => {
  const { id, leadId, conversationId, leadVersion } = link;
  const changed = await tx.em.nativeUpdate(
    CrmLink,
    { id, leadVersion, status: 'SYNCED' },
    { status: 'PENDING', lastError: error, updatedAt: tx.clock.now() },
  );
  if (changed === 0) return;
  publishCrmSynced(tx, { id, leadId, connectionId: link.connection.id, conversationId, status: 'PENDING' });
};
