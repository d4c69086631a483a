import type { Tx } from '#kernel/messaging/transaction.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { InboundEcho } from '../connectors/inbound-item.ts';
import type { Proof } from '../delivery/confirm-deliveries.ts';
import { DeliveryStatus, statesBefore } from '../delivery/delivery-states.ts';

/**
 * An echo of a post of ours proves it, by our id in its metadata or by the platform's. One of another tool's message matches nothing
 * and is let be, and so is one that comes after the platform's answer, as nearly all do: those are to cost no lock and no write.
 */
export async function findProofs(
  tx: Tx,
  echoes: readonly { readonly channelId: string; readonly item: InboundEcho }[],
): Promise<Proof[]> {
  if (echoes.length === 0) return [];
  const schema = schemaOf(tx.tenant);
  const rows = await tx.em.execute<{ id: string; mid: string }[]>(
    `select distinct on (d.id) d.id, e.mid
     from jsonb_to_recordset(?::jsonb) as e (channel uuid, mid text, delivery uuid)
     join ${schema}.delivery d on d.channel_id = e.channel and (d.id = e.delivery or d.platform_message_id = e.mid)
     where d.status in (?)
     order by d.id`,
    [
      JSON.stringify(
        echoes.map(({ channelId, item }) => ({
          channel: channelId,
          mid: item.platformMessageId,
          // metadata of another tool may be anything
          delivery: item.deliveryId !== null && isId(item.deliveryId) ? item.deliveryId : null,
        })),
      ),
      statesBefore(DeliveryStatus.SENT),
    ],
  );
  return rows.map(({ id, mid }) => ({ deliveryId: id, platformMessageId: mid }));
}
