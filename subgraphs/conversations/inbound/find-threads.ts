import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { InboundMessage } from '../connectors/inbound-item.ts';
import type { Platform } from '../platform.ts';

/** A contact and its conversation while a batch is stored; what the batch changes is written back by `insertInbound`. */
export interface Thread {
  readonly contactId: string;
  readonly conversationId: string;
  readonly channelId: string;
  readonly platform: Platform;
  /** Known of new threads only. */
  readonly personId: string | null;
  readonly personHash: string;
  readonly isNew: boolean;
  readonly isHot: boolean;
  /** Sealed; null while the platform has not said it. */
  readonly displayName: Buffer | null;
  readonly createdAt: Date;
  revision: number;
  status: string;
  lastMessageId: string | null;
  lastMessageAt: Date | null;
  lastInboundAt: Date | null;
  replyWindowClosesAt: Date | null;
}

export const threadKey = (channelId: string, personHash: string): string => `${channelId}/${personHash}`;

interface Row {
  threads: ThreadRow[];
  messages: string[];
}
interface ThreadRow {
  contact: string;
  channel: string;
  platform: Platform;
  hash: string;
  hot: boolean;
  name: string | null;
  conversation: string;
  revision: number;
  status: string;
  last_message: string;
  last_message_at: string;
  last_inbound_at: string;
  closes_at: string | null;
  created_at: string;
}

/**
 * Finds the threads that a batch belongs to, and locks their conversations in one order: revisions are counted by whoever holds them,
 * and conversations are always locked before deliveries. Answers, in the same statement, which of the messages are stored already.
 */
export async function findThreads(
  tx: Tx,
  persons: readonly { readonly channelId: string; readonly personHash: string }[],
  messages: readonly { readonly channelId: string; readonly item: InboundMessage }[],
): Promise<{ threads: Map<string, Thread>; knownMessageIds: ReadonlySet<string> }> {
  const schema = schemaOf(tx.tenant);
  const [row] = await tx.em.execute<Row[]>(
    `with thread as (
       select c.id as contact, c.channel_id as channel, c.platform, encode(c.platform_user_hash, 'hex') as hash, c.hot,
              encode(c.display_name, 'base64') as name,
              v.id as conversation, v.revision, v.status, v.last_message_id as last_message, v.last_message_at, v.last_inbound_at,
              v.reply_window_closes_at as closes_at, v.created_at
       from (select distinct w.channel, decode(w.hash, 'hex') as hash from jsonb_to_recordset(?::jsonb) as w (channel uuid, hash text)) w
       join ${schema}.contact c on c.channel_id = w.channel and c.platform_user_hash = w.hash
       join ${schema}.conversation v on v.contact_id = c.id
       order by v.id for update of v
     )
     select (select coalesce(json_agg(t), '[]') from thread t) as threads,
            (select coalesce(json_agg(m.channel_id || '/' || m.platform_message_id), '[]')
             from jsonb_to_recordset(?::jsonb) as w (channel uuid, mid text)
             join ${schema}.message m on m.channel_id = w.channel and m.platform_message_id = w.mid) as messages`,
    [
      JSON.stringify(persons.map(({ channelId, personHash }) => ({ channel: channelId, hash: personHash }))),
      JSON.stringify(messages.map(({ channelId, item }) => ({ channel: channelId, mid: item.platformMessageId }))),
    ],
  );
  const threads = (row?.threads ?? []).map(asThread);
  return {
    threads: new Map(threads.map((thread) => [threadKey(thread.channelId, thread.personHash), thread])),
    knownMessageIds: new Set(row?.messages ?? []),
  };
}

const asThread = (row: ThreadRow): Thread => ({
  contactId: row.contact,
  conversationId: row.conversation,
  channelId: row.channel,
  platform: row.platform,
  personId: null,
  personHash: row.hash,
  isNew: false,
  isHot: row.hot,
  displayName: row.name === null ? null : Buffer.from(row.name, 'base64'),
  createdAt: new Date(row.created_at),
  revision: row.revision,
  status: row.status,
  lastMessageId: row.last_message,
  lastMessageAt: new Date(row.last_message_at),
  lastInboundAt: new Date(row.last_inbound_at),
  replyWindowClosesAt: row.closes_at === null ? null : new Date(row.closes_at),
});
