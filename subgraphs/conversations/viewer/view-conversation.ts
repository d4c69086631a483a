import { notFound } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { Conversation } from '../conversation/conversation.entity.ts';
import { findConversation } from '../conversation/find-conversation.ts';
import { publishChange } from '../conversation/lock-conversation.ts';
import type { InboxDue } from '../due/inbox-due.ts';

const VIEW_MS = 30_000;

/** Says that the caller looks at it, for thirty seconds. Those who watch are told when it begins, not of each renewal. */
export async function viewConversation(tx: Tx, id: string, inbox: InboxDue): Promise<Conversation> {
  const conversation = await findConversation(tx, id);
  if (!conversation) throw notFound('The conversation');
  const now = tx.clock.now();
  const until = new Date(now.getTime() + VIEW_MS);
  const viewer = `${schemaOf(tx.tenant)}.conversation_viewer`;
  const rows = await tx.em.execute<{ was_there: boolean }[]>(
    `with known as (select until from ${viewer} where conversation_id = ? and member_id = ?)
     insert into ${viewer} as v (conversation_id, member_id, until) values (?, ?, ?)
     on conflict (conversation_id, member_id) do update set until = greatest(v.until, excluded.until)
     returning coalesce((select until > ? from known), false) as was_there`,
    [id, tx.actor.id, id, tx.actor.id, until, now],
  );
  if (!rows[0]?.was_there) {
    publishChange(tx, id, 'VIEWERS');
    // once for a look: whoever looks on is noted again when the first lease would be over
    await inbox.add(tx.tenant, until);
  }
  return conversation;
}
