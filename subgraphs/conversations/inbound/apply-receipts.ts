import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { conversationChanged } from '#schema/events/conversation-changed.v1.ts';
import type { InboundReceipt } from '../connectors/inbound-item.ts';
import { DeliveryStatus, statesBefore } from '../delivery/delivery-states.ts';

/**
 * Receipts move sent messages on to DELIVERED and READ, with one statement for all; one that comes late moves nothing back. Without
 * ids a receipt means everything up to its moment; that moment is the platform's and the post's beginning is ours, which is early enough.
 */
export async function applyReceipts(
  tx: Tx,
  receipts: readonly { readonly channelId: string; readonly personHash: string; readonly item: InboundReceipt }[],
): Promise<void> {
  const schema = schemaOf(tx.tenant);
  const rows = await tx.em.execute<{ id: string; conversation_id: string }[]>(
    `with receipt as (
       select * from jsonb_to_recordset(?::jsonb) as r (channel uuid, person text, state text, mids jsonb, until timestamptz)
     ), furthest as (
       select d.id, max(r.state) as state -- READ follows DELIVERED in the alphabet too
       from receipt r
       join ${schema}.contact c on c.channel_id = r.channel and c.platform_user_hash = decode(r.person, 'hex')
       join ${schema}.delivery d on d.contact_id = c.id and d.status in ('SENT', 'DELIVERED')
         and case when r.mids is null then d.sending_started_at <= r.until else r.mids @> to_jsonb(d.platform_message_id) end
       group by d.id
     )
     update ${schema}.delivery d set status = f.state, updated_at = ? from furthest f
     where d.id = f.id and ((f.state = 'DELIVERED' and d.status in (?)) or (f.state = 'READ' and d.status in (?)))
     returning d.id, d.conversation_id`,
    [
      JSON.stringify(
        receipts.map(({ channelId, personHash, item }) => ({
          channel: channelId,
          person: personHash,
          state: item.state,
          mids: item.platformMessageIds,
          until: item.until,
        })),
      ),
      tx.clock.now(),
      statesBefore(DeliveryStatus.DELIVERED),
      statesBefore(DeliveryStatus.READ),
    ],
  );
  for (const { id, conversation_id: conversationId } of rows) {
    publish(tx, conversationChanged, { key: conversationId, data: { conversationId, change: 'DELIVERY', messageId: id } });
  }
}
