import type { Tx } from '#kernel/messaging/transaction.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import { kept } from '#kernel/persistence/trip.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { InboundEcho } from '../connectors/inbound-item.ts';
import type { Proof } from '../delivery/confirm-deliveries.ts';
import { DeliveryStatus, statesBefore } from '../delivery/delivery-states.ts';

/** A proof, and the conversation that is to be locked for it. */
export type FoundProof = Proof & { readonly conversationId: string };

interface Row {
  delivery: string;
  conversation: string;
  number: number;
  parts: number;
  mid: string;
}

/**
 * An echo of a post of ours proves it, by our id in its metadata or by the platform's. One of another tool's message matches nothing
 * and is let be, and so is one that comes after the platform's answer, as nearly all do: those are to cost no lock and no write.
 */
export async function findProofs(
  tx: Tx,
  echoes: readonly { readonly channelId: string; readonly item: InboundEcho }[],
): Promise<FoundProof[]> {
  if (echoes.length === 0) return [];
  const schema = schemaOf(tx.tenant);
  const open = statesBefore(DeliveryStatus.SENT);
  const rows = await tx.em.execute<Row[]>(
    kept(`with echo as materialized (
       select * from unnest(?::uuid[], ?::text[], ?::uuid[]) as e (channel, mid, post)
     ), proof as (
       select d.id as post, d.id as delivery, d.conversation_id as conversation, 0 as number, d.parts, e.mid
       from echo e join ${schema}.delivery d on d.channel_id = e.channel and (d.id = e.post or d.platform_message_id = e.mid)
       where d.status = any (?) and (d.parts = 1 or d.platform_message_id is null)
       union all
       select x.id, d.id, d.conversation_id, x.number, d.parts, e.mid
       from echo e join ${schema}.delivery_part x on x.channel_id = e.channel and (x.id = e.post or x.platform_message_id = e.mid)
       join ${schema}.delivery d on d.id = x.delivery_id
       where d.status = any (?)
     )
     select distinct on (post) delivery, conversation, number, parts, mid from proof order by post`),
    [
      echoes.map(({ channelId }) => channelId),
      echoes.map(({ item }) => item.platformMessageId),
      // metadata of another tool may be anything
      echoes.map(({ item }) => (item.deliveryId !== null && isId(item.deliveryId) ? item.deliveryId : null)),
      open,
      open,
    ],
  );
  return rows.map(({ delivery, conversation, number, parts, mid }) => ({
    deliveryId: delivery,
    conversationId: conversation,
    part: number,
    parts,
    platformMessageId: mid,
  }));
}
