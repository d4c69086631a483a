import { notFound } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { Conversation } from '../conversation/conversation.entity.ts';
import { findConversation } from '../conversation/find-conversation.ts';
import { publishChange } from '../conversation/lock-conversation.ts';

const VIEW_MS = 30_000;

/** Says that the caller looks at it, for thirty seconds. Those who watch are told when it begins, not of each renewal. */
export async function viewConversation(tx: Tx, id: string): Promise<Conversation> {
  const conversation = await findConversation(tx, id);
  if (!conversation) throw notFound('The conversation');
  const now = tx.clock.now();
  const viewer = `${schemaOf(tx.tenant)}.conversation_viewer`;
  const rows = await tx.em.execute<{ was_there: boolean }[]>(
    `with known as (select until from ${viewer} where conversation_id = ? and member_id = ?)
     insert into ${viewer} as v (conversation_id, member_id, until) values (?, ?, ?)
     on conflict (conversation_id, member_id) do update set until = greatest(v.until, excluded.until)
     returning coalesce((select until > ? from known), false) as was_there`,
    [id, tx.actor.id, id, tx.actor.id, new Date(now.getTime() + VIEW_MS), now],
  );
  if (!rows[0]?.was_there) publishChange(tx, id, 'VIEWERS');
  return conversation;
}
