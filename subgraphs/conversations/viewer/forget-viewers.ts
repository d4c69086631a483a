import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { publishChange } from '../conversation/lock-conversation.ts';

/** Those who look no longer, and did not say so: nobody does. */
export async function forgetViewers(tx: Tx): Promise<void> {
  const rows = await tx.em.execute<{ conversation: string }[]>(
    `delete from ${schemaOf(tx.tenant)}.conversation_viewer where until <= ? returning conversation_id as conversation`,
    [tx.clock.now()],
  );
  for (const id of new Set(rows.map(({ conversation }) => conversation))) publishChange(tx, id, 'VIEWERS');
}
