import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';

/** What replays drafted for these messages goes with the runs' own texts, which are emptied before in the same transaction. */
export async function forgetRedrafts(tx: Tx, messageIds: readonly string[]): Promise<void> {
  const schema = schemaOf(tx.tenant);
  await tx.em.execute(
    `update "${schema}".decision_replay_item set draft_text = null
     where draft_text is not null and run_id in (select id from "${schema}".run where message_id = any (?::uuid[]))`,
    [`{${messageIds.join(',')}}`],
  );
}
