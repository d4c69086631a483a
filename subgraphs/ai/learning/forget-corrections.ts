import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { noteLesson } from './note-lesson.ts';

/** Messages whose time is over, or that were taken back, teach nothing any more. What was said of them stays. Safe to repeat. */
export async function forgetCorrections(tx: Tx, messageIds: readonly string[]): Promise<void> {
  const emptied = await tx.em.execute<object[]>(
    `update "${schemaOf(tx.tenant)}".correction set text = null, entities = null where message_id = any (?::uuid[]) and text is not null returning run_id`,
    [`{${messageIds.join(',')}}`],
  );
  if (emptied.length > 0) await noteLesson(tx);
}
