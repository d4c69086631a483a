import type { Tx } from '#kernel/messaging/transaction.ts';
import { kept } from '#kernel/persistence/trip.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { ChannelStatus } from '../channel/channel.entity.ts';
import { askedLongAgo, NAME_WANTED } from '../contact/name-wanted.ts';
import type { Platform } from '../platform.ts';
import type { DeliveryJob, Thread } from './delivery-job.ts';
import type { DeliveryStatus } from './delivery-states.ts';

interface Row {
  conversation: string;
  contact: string;
  channel: string;
  platform: Platform;
  revision: number;
  inbound_ms: number;
  closes_ms: number | null;
  reply_to: Buffer | null;
  channel_status: ChannelStatus;
  account_id: string;
  credentials: Buffer | null;
  person: Buffer;
  name_wanted: boolean;
  delivery: string | null;
  status: DeliveryStatus;
  attempts: number;
  text: Buffer;
  first_ms: number | null;
  started_ms: number | null;
  sent_to: Buffer | null;
  parts: number;
  part: number;
  post: string | null;
  proved_as: string | null;
}

const MS = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

/** All that a delivery needs to know, in one statement, with the conversation locked: no message comes in between. */
export async function lockThread(tx: Tx, job: DeliveryJob): Promise<Thread | null> {
  const schema = schemaOf(tx.tenant);
  const rows = await tx.em.execute<Row[]>(
    kept(`select v.id as conversation, v.contact_id as contact, v.channel_id as channel, v.platform, v.revision,
       ${MS('v.last_inbound_at')} as inbound_ms, ${MS('v.reply_window_closes_at')} as closes_ms, v.reply_to, h.status as channel_status, h.account_id, h.credentials, c.platform_user_id as person,
       (${NAME_WANTED}) as name_wanted,
       d.id as delivery, d.status, d.attempts, m.text, ${MS('d.first_started_at')} as first_ms, ${MS('d.sending_started_at')} as started_ms,
       d.reply_to as sent_to, d.parts, d.part, x.id as post, case when d.part = 0 then d.platform_message_id else x.platform_message_id end as proved_as
     from ${schema}.conversation v
     join ${schema}.channel h on h.id = v.channel_id
     join ${schema}.contact c on c.id = v.contact_id
     left join ${schema}.delivery d on ${job.kind === 'reply' ? 'd.reply_id' : 'd.id'} = ?
     left join ${schema}.message m on m.id = d.id
     left join ${schema}.delivery_part x on x.delivery_id = d.id and x.number = d.part
     where v.id = ? for update of v`),
    [askedLongAgo(tx.clock.now()), job.kind === 'reply' ? job.reply.replyId : job.deliveryId, job.conversationId],
  );
  const [row] = rows;
  return row ? asThread(row) : null;
}

const asThread = (row: Row): Thread => ({
  conversationId: row.conversation,
  contactId: row.contact,
  channelId: row.channel,
  platform: row.platform,
  revision: row.revision,
  lastInboundAt: new Date(row.inbound_ms),
  replyWindowClosesAt: dateOf(row.closes_ms),
  sealedReplyTo: row.reply_to,
  channelStatus: row.channel_status,
  accountId: row.account_id,
  sealedCredentials: row.credentials,
  sealedPersonId: row.person,
  isNameWanted: row.name_wanted,
  delivery:
    row.delivery === null
      ? null
      : {
          id: row.delivery,
          status: row.status,
          attempts: row.attempts,
          sealedText: row.text,
          firstStartedAt: dateOf(row.first_ms),
          sendingStartedAt: dateOf(row.started_ms),
          sealedReplyTo: row.sent_to,
          parts: row.parts,
          part: row.part,
          postId: row.post ?? row.delivery,
          provedAs: row.proved_as,
        },
});

const dateOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));
