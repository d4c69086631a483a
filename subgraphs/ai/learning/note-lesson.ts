import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';

/** What is learned changed: every process learns again. The row's lock gives the changes an order, so none is overlooked. */
export async function noteLesson(tx: Tx): Promise<void> {
  await tx.em.execute(
    `insert into "${schemaOf(tx.tenant)}".learning_state as s (version, changed_at) values (1, ?)
     on conflict (id) do update set version = s.version + 1, changed_at = excluded.changed_at`,
    [tx.clock.now()],
  );
}
