import type { Tx } from '#kernel/messaging/transaction.ts';
import { kept } from '#kernel/persistence/trip.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { InboundMessage } from '../connectors/inbound-item.ts';
import type { Platform } from '../platform.ts';
import type { EarlyCorrection } from './early-corrections.ts';

/** A contact while a batch is stored. */
export interface Person {
  readonly contactId: string;
  readonly channelId: string;
  readonly platform: Platform;
  /** Known of new ones only. */
  readonly personId: string | null;
  readonly personHash: string;
  readonly isNew: boolean;
  readonly isHot: boolean;
  /** Sealed; null while nobody has said it. */
  readonly sealedName: Buffer | null;
  /** Of new ones: what the webhook calls them. */
  readonly displayName: string | null;
  readonly createdAt: Date;
}

/** A conversation while a batch is stored; what the batch changes is written back by `insertInbound`. */
export interface Thread {
  readonly person: Person;
  readonly conversationId: string;
  /** Null: direct messages. */
  readonly threadHash: string | null;
  readonly isNew: boolean;
  readonly createdAt: Date;
  revision: number;
  status: string;
  lastMessageId: string | null;
  lastMessageAt: Date | null;
  lastInboundAt: Date | null;
  replyWindowClosesAt: Date | null;
  /** Of the message of the latest revision; known where the batch brought that. */
  replyTo: string | null;
}

/** Whose a message is, by keyed hashes. */
export interface Place {
  readonly channelId: string;
  readonly personHash: string;
  readonly threadHash: string | null;
}

export const personKey = ({ channelId, personHash }: Omit<Place, 'threadHash'>): string => `${channelId}/${personHash}`;
export const threadKey = (place: Place): string => `${personKey(place)}/${place.threadHash ?? ''}`;

export interface Found {
  readonly persons: Map<string, Person>;
  readonly threads: Map<string, Thread>;
  readonly knownMessageIds: ReadonlySet<string>;
  readonly early: readonly EarlyCorrection[];
}

interface Row {
  persons: PersonRow[];
  threads: ThreadRow[];
  messages: string[];
  early: { channel: string; mid: string; text: string | null; at: string }[];
}
interface PersonRow {
  contact: string;
  channel: string;
  platform: Platform;
  hash: string;
  hot: boolean;
  name: string | null;
  created_at: string;
}
interface ThreadRow {
  contact: string;
  thread: string | null;
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
 * Finds the conversations that a batch belongs to, and locks them and those named in one order: revisions are counted by whoever holds
 * them, and conversations are always locked before deliveries. Answers, in the same statement, which of the messages are stored
 * already and what was done to them before they came.
 */
export async function findThreads(
  tx: Tx,
  messages: readonly (Place & { readonly item: InboundMessage })[],
  conversationIds: readonly string[],
): Promise<Found> {
  const schema = schemaOf(tx.tenant);
  const [row] = await tx.em.execute<Row[]>(
    kept(`with item as (
       select w.channel, decode(w.hash, 'hex') as hash, decode(w.thread, 'hex') as thread, w.mid
       from unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) as w (channel, hash, thread, mid)
     ), person as (
       select c.id as contact, c.channel_id as channel, c.platform, encode(c.platform_user_hash, 'hex') as hash, c.tier is not distinct from 'HOT' as hot,
              encode(c.display_name, 'base64') as name, c.created_at
       from (select distinct channel, hash from item) w
       join ${schema}.contact c on c.channel_id = w.channel and c.platform_user_hash = w.hash
     ), thread as (
       select v.contact_id as contact, encode(v.thread_hash, 'hex') as thread, v.id as conversation, v.revision, v.status,
              v.last_message_id as last_message, v.last_message_at, v.last_inbound_at, v.reply_window_closes_at as closes_at, v.created_at
       from ${schema}.conversation v
       where v.id in (
         select o.id from (select distinct channel, hash, thread from item) w
         join ${schema}.contact c on c.channel_id = w.channel and c.platform_user_hash = w.hash
         join ${schema}.conversation o on o.contact_id = c.id and o.thread_hash is not distinct from w.thread
         -- an "or" beside it would read all conversations
         union all select unnest(?::uuid[])
       )
       order by v.id for update of v
     )
     select (select coalesce(json_agg(p), '[]') from person p) as persons,
            (select coalesce(json_agg(t), '[]') from thread t) as threads,
            (select coalesce(json_agg(m.channel_id || '/' || m.platform_message_id), '[]')
             from item w join ${schema}.message m on m.channel_id = w.channel and m.platform_message_id = w.mid) as messages,
            (select coalesce(json_agg(json_build_object('channel', e.channel_id, 'mid', e.platform_message_id,
               'text', encode(e.text, 'base64'), 'at', e.at)), '[]')
             from item w join ${schema}.early_correction e on e.channel_id = w.channel and e.platform_message_id = w.mid) as early`),
    [
      messages.map(({ channelId }) => channelId),
      messages.map(({ personHash }) => personHash),
      messages.map(({ threadHash }) => threadHash),
      messages.map(({ item }) => item.platformMessageId),
      conversationIds,
    ],
  );
  const people = (row?.persons ?? []).map(asPerson);
  const personById = new Map(people.map((person) => [person.contactId, person]));
  // a conversation that is locked for an echo's sake may be of somebody who did not write
  const threads = (row?.threads ?? []).flatMap((one) => asThread(one, personById.get(one.contact)));
  return {
    persons: new Map(people.map((person) => [personKey(person), person])),
    threads: new Map(threads.map((thread) => [threadKey({ ...thread.person, threadHash: thread.threadHash }), thread])),
    knownMessageIds: new Set(row?.messages ?? []),
    early: (row?.early ?? []).map(({ channel, mid, text, at }) => ({
      channelId: channel,
      platformMessageId: mid,
      sealedText: text === null ? null : Buffer.from(text, 'base64'),
      at: new Date(at),
    })),
  };
}

const asPerson = (row: PersonRow): Person => ({
  contactId: row.contact,
  channelId: row.channel,
  platform: row.platform,
  personId: null,
  personHash: row.hash,
  isNew: false,
  isHot: row.hot,
  sealedName: row.name === null ? null : Buffer.from(row.name, 'base64'),
  displayName: null,
  createdAt: new Date(row.created_at),
});

const asThread = (row: ThreadRow, person: Person | undefined): Thread[] =>
  person === undefined
    ? []
    : [
        {
          person,
          conversationId: row.conversation,
          threadHash: row.thread,
          isNew: false,
          createdAt: new Date(row.created_at),
          revision: row.revision,
          status: row.status,
          lastMessageId: row.last_message,
          lastMessageAt: new Date(row.last_message_at),
          lastInboundAt: new Date(row.last_inbound_at),
          replyWindowClosesAt: row.closes_at === null ? null : new Date(row.closes_at),
          replyTo: null,
        },
      ];
