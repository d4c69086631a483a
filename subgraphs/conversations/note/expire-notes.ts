import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { publishChange } from '../conversation/lock-conversation.ts';

/** Notes speak of what was said, and are kept no longer than it. */
export async function expireNotes(tx: Tx, channelId: string, before: Date): Promise<void> {
  const rows = await tx.em.execute<{ conversation: string }[]>(
    `delete from ${schemaOf(tx.tenant)}.conversation_note where channel_id = ? and created_at < ?
     returning conversation_id as conversation`,
    [channelId, before],
  );
  for (const id of new Set(rows.map(({ conversation }) => conversation))) publishChange(tx, id, 'NOTE');
}
