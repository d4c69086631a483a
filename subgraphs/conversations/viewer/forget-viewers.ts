import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { publishChange } from '../conversation/lock-conversation.ts';
import type { InboxDue } from '../due/inbox-due.ts';

/** Those who look no longer, and did not say so: nobody does. Those who look on are looked at again when the first of them ends. */
export async function forgetViewers(tx: Tx, inbox: InboxDue): Promise<void> {
  const viewer = `${schemaOf(tx.tenant)}.conversation_viewer`;
  const now = tx.clock.now();
  const rows = await tx.em.execute<{ conversation: string }[]>(
    `delete from ${viewer} where until <= ? returning conversation_id as conversation`,
    [now],
  );
  for (const id of new Set(rows.map(({ conversation }) => conversation))) publishChange(tx, id, 'VIEWERS');
  const [next] = await tx.em.execute<{ at: Date | string | null }[]>(`select min(until) as at from ${viewer}`);
  if (next?.at) await inbox.add(tx.tenant, new Date(next.at));
}
