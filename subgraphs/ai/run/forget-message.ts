import type { DataOf } from '#kernel/messaging/event-contract.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { messageRetracted } from '#schema/events/message-retracted.v1.ts';
import { forgetRepliesTo } from '../cache/forget-replies.ts';
import { forgetCorrections } from '../learning/forget-corrections.ts';
import { forgetRedrafts } from '../replay/forget-redrafts.ts';
import { noteRevision } from './note-revision.ts';

/**
 * A person took a message back: what was found in it and drafted for it goes, and so does every open review that it makes stale.
 * What the runs cost and how they ended stays. Repeating it changes nothing.
 */
export async function forgetMessage(tx: Tx, retracted: DataOf<typeof messageRetracted>): Promise<void> {
  await noteRevision(tx, retracted, null);
  await tx.em.execute(
    `update "${schemaOf(tx.tenant)}".run set analysis = null, draft_text = null, step_texts = null where message_id = ?`,
    [retracted.messageId],
  );
  await forgetCorrections(tx, [retracted.messageId]);
  await forgetRepliesTo(tx, [retracted.messageId]);
  await forgetRedrafts(tx, [retracted.messageId]);
}
