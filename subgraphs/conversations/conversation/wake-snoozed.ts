import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { InboxDue } from '../due/inbox-due.ts';
import { publishChange } from './lock-conversation.ts';

const AT_ONCE = 500;

/** Opens what was put off until now; one whose review still waits waits for it again. The rest of many comes with the next look. */
export async function wakeSnoozed(tx: Tx, inbox: InboxDue): Promise<void> {
  const now = tx.clock.now();
  const rows = await tx.em.execute<{ id: string }[]>(
    `update ${schemaOf(tx.tenant)}.conversation v
     set status = case v.snoozed_from when 'WAITING_FOR_REVIEW' then 'WAITING_FOR_REVIEW' else 'OPEN' end, snoozed_until = null
     from (select id from ${schemaOf(tx.tenant)}.conversation where status = 'SNOOZED' and snoozed_until <= ?
           order by id limit ${AT_ONCE} for update skip locked) due
     where v.id = due.id returning v.id`,
    [now],
  );
  for (const { id } of rows) publishChange(tx, id, 'STATUS');
  // also one that is over and was held by somebody just now, or was one too many
  const [next] = await tx.em.execute<{ at: Date | string | null }[]>(
    `select min(snoozed_until) as at from ${schemaOf(tx.tenant)}.conversation where status = 'SNOOZED'`,
  );
  if (next?.at) await inbox.add(tx.tenant, new Date(Math.max(new Date(next.at).getTime(), now.getTime() + 1)));
}
