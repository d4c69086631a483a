import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { forgetRepliesTo } from '../cache/forget-replies.ts';
import { forgetCorrections } from '../learning/forget-corrections.ts';
import { forgetRedrafts } from '../replay/forget-redrafts.ts';

/**
 * Empties what was made of messages whose time is over: analysis, draft and steps of their runs, and what reviewers wrote of those or as one
 * of these messages. Numbers, states and decisions stay. Safe to repeat.
 */
export async function expireRunTexts(
  tx: Tx,
  { conversationId, messageIds }: { readonly conversationId: string; readonly messageIds: readonly string[] },
): Promise<void> {
  const schema = schemaOf(tx.tenant);
  const ids = `{${messageIds.join(',')}}`;
  await tx.em.execute(
    `with emptied as (
       update ${schema}.run set analysis = null, draft_text = null, step_texts = null where message_id = any (?::uuid[]) returning id
     )
     update ${schema}.review set final_text = null, rejection_reason = null
     where conversation_id = ? and (run_id in (select id from emptied) or reply_message_id = any (?::uuid[]))`,
    [ids, conversationId, ids],
  );
  await forgetCorrections(tx, messageIds);
  await forgetRepliesTo(tx, messageIds);
  await forgetRedrafts(tx, messageIds);
}
