import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { Proof } from './confirm-deliveries.ts';

/** Notes under which ids the platform has the parts of deliveries. What stands there already stays. */
export async function noteParts(tx: Tx, proofs: readonly Proof[]): Promise<void> {
  const schema = schemaOf(tx.tenant);
  // the inbound loop locks conversations before deliveries: so does this
  await tx.em.execute(
    `with proof as (
       select * from jsonb_to_recordset(?::jsonb) as p (delivery uuid, part int, mid text)
     ), locked as (
       select v.id from ${schema}.conversation v
       where v.id in (select d.conversation_id from ${schema}.delivery d join proof p on p.delivery = d.id) order by v.id for update
     ), first as (
       update ${schema}.delivery d set platform_message_id = p.mid from proof p, locked l
       where p.part = 0 and d.id = p.delivery and l.id = d.conversation_id and d.platform_message_id is null
     )
     update ${schema}.delivery_part x set platform_message_id = p.mid
     from proof p, ${schema}.delivery d, locked l
     where x.delivery_id = p.delivery and x.number = p.part and d.id = p.delivery and l.id = d.conversation_id and x.platform_message_id is null`,
    [
      JSON.stringify(
        proofs.map(({ deliveryId, part, platformMessageId }) => ({ delivery: deliveryId, part, mid: platformMessageId })),
      ),
    ],
  );
}
