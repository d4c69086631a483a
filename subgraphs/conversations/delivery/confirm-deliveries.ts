import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { kept } from '#kernel/persistence/trip.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { conversationChanged } from '#schema/events/conversation-changed.v1.ts';
import { messageDelivered } from '#schema/events/message-delivered.v1.ts';
import { displayNameAt } from '../contact/contact.entity.ts';
import { textAt } from '../message/message.entity.ts';
import type { Platform } from '../platform.ts';
import { DeliveryStatus, statesBefore } from './delivery-states.ts';
import { noteParts } from './note-parts.ts';

/** What proves that the platform took a message: its answer, an echo, or a read-back. */
export interface Proof {
  readonly deliveryId: string;
  /** Which of its posts, from 0. */
  readonly part: number;
  readonly parts: number;
  readonly platformMessageId: string;
}

interface Row {
  id: string;
  conversation_id: string;
  contact_id: string;
  channel_id: string;
  platform: Platform;
  reply_id: string | null;
  run_id: string | null;
  review_id: string | null;
  member_id: string | null;
  text: Buffer;
  name: Buffer | null;
  status_changed: boolean;
}

/**
 * Makes deliveries whose last part is proved SENT, their conversations WAITING_FOR_CUSTOMER unless something newer came in, and publishes `message-delivered`
 * for those that were not proved before: whoever comes second, the echo or the answer, changes nothing.
 */
export async function confirmDeliveries(tx: Tx, all: readonly Proof[]): Promise<void> {
  const ofParts = all.filter(({ parts }) => parts > 1);
  if (ofParts.length > 0) await noteParts(tx, ofParts);
  // parts are posted one after the other: the last one at the platform is all of them
  const proofs = all.filter(({ part, parts }) => part === parts - 1);
  if (proofs.length === 0) return;
  const schema = schemaOf(tx.tenant);
  const now = tx.clock.now();
  // the inbound loop locks conversations before deliveries: so does this
  const rows = await tx.em.execute<Row[]>(
    kept(`with proof as (
       select * from unnest(?::uuid[], ?::text[]) as p (id, mid)
     ), locked as (
       select v.id from ${schema}.conversation v
       where v.id in (select d.conversation_id from ${schema}.delivery d join proof p on p.id = d.id) order by v.id for update
     ), confirmed as (
       update ${schema}.delivery d set status = 'SENT', platform_message_id = coalesce(d.platform_message_id, p.mid), error = null, sent_at = ?, updated_at = ?
       from proof p, locked l where d.id = p.id and l.id = d.conversation_id and d.status = any (?)
       returning d.*
     ), answered as (
       update ${schema}.conversation v set status = 'WAITING_FOR_CUSTOMER' from confirmed d
       where v.id = d.conversation_id and v.revision = d.revision and v.status in ('OPEN', 'WAITING_FOR_REVIEW')
       returning v.id
     )
     select d.id, d.conversation_id, d.contact_id, d.channel_id, c.platform, d.reply_id, d.run_id, d.review_id, d.member_id, m.text, k.display_name as name,
       exists (select from answered a where a.id = d.conversation_id) as status_changed
     from confirmed d join ${schema}.message m on m.id = d.id join ${schema}.conversation c on c.id = d.conversation_id
       join ${schema}.contact k on k.id = d.contact_id
     order by d.id`),
    [
      proofs.map(({ deliveryId }) => deliveryId),
      // what clients see is the first part's id
      proofs.map(({ part, platformMessageId }) => (part === 0 ? platformMessageId : null)),
      now,
      now,
      statesBefore(DeliveryStatus.SENT),
    ],
  );
  await tx.vault.prefetch(rows.map((row) => row.contact_id));
  for (const row of rows) await publishDelivered(tx, row, now);
}

async function publishDelivered(tx: Tx, row: Row, now: Date): Promise<void> {
  const conversationId = row.conversation_id;
  const text = await tx.vault.open(textAt(row.id), row.text);
  const displayName = row.name && (await tx.vault.open(displayNameAt(row.contact_id), row.name));
  // the person was erased meanwhile: nobody is told what was said to them
  if (text !== null) {
    publish(tx, messageDelivered, {
      key: conversationId,
      subjectId: row.contact_id,
      data: {
        messageId: row.id,
        conversationId,
        contactId: row.contact_id,
        channelId: row.channel_id,
        platform: row.platform,
        replyId: row.reply_id,
        runId: row.run_id,
        reviewId: row.review_id,
        memberId: row.member_id,
        deliveredAt: now.toISOString(),
      },
      personal: { text, displayName },
    });
  }
  publish(tx, conversationChanged, { key: conversationId, data: { conversationId, change: 'DELIVERY', messageId: row.id } });
  if (row.status_changed)
    publish(tx, conversationChanged, { key: conversationId, data: { conversationId, change: 'STATUS', messageId: null } });
}
