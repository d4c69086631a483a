import type { Tx } from '#kernel/messaging/transaction.ts';
import { held, kept } from '#kernel/persistence/trip.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { InboundMessage } from '../connectors/inbound-item.ts';
import { displayNameAt, platformUserIdAt } from '../contact/contact.entity.ts';
import { replyToAt } from '../conversation/conversation.entity.ts';
import { answerToAt, attachmentsAt, MessageAuthorKind, MessageDirection, textAt } from '../message/message.entity.ts';
import { stemsOf } from '../search/stems-of.ts';
import type { Person, Thread } from './find-threads.ts';

export interface NewMessage {
  readonly id: string;
  readonly thread: Thread;
  readonly item: InboundMessage;
  readonly sentAt: Date;
  readonly revision: number;
  /** The platform's time of the edit that its text comes from. */
  readonly correctedAt: Date | null;
}

/**
 * Writes a batch with one statement. No `on conflict`: two that store the same message at once (a loop that lost its leadership) end
 * with the second one failing whole, and its repetition finds everything stored.
 */
export async function insertInbound(
  tx: Tx,
  threads: readonly Thread[],
  messages: readonly NewMessage[],
  now: Date,
): Promise<void> {
  const schema = schemaOf(tx.tenant);
  const persons = [...new Set(threads.map(({ person }) => person))];
  const idsOf = (isNew: boolean): string[] =>
    persons.filter((person) => person.isNew === isNew).map(({ contactId }) => contactId);
  await Promise.all([tx.vault.prefetch(idsOf(false)), tx.vault.introduce(tx.em, idsOf(true))]);
  const [personRows, threadRows, messageRows] = await Promise.all([
    Promise.all(persons.filter(({ isNew }) => isNew).map((person) => personRow(tx, person))),
    Promise.all(threads.map((thread) => threadRow(tx, thread))),
    Promise.all(messages.map((message) => messageRow(tx, message))),
  ]);
  const stemRows = messages.map(({ id, thread, item }) => ({
    id,
    contact: thread.person.contactId,
    stems: stemsOf(tx.vault, item.text),
  }));
  await tx.em.execute(
    held(
      kept(`with new_contact as (
       insert into ${schema}.contact (id, channel_id, platform, platform_user_hash, platform_user_id, display_name, created_at)
       select id, channel, platform, decode(hash, 'hex'), decode(person, 'base64'), decode(name, 'base64'), created_at
       from jsonb_to_recordset(?::jsonb) as p (id uuid, channel uuid, platform text, hash text, person text, name text, created_at timestamptz)
     ), thread as (
       select * from jsonb_to_recordset(?::jsonb) as t (contact uuid, conversation uuid, channel uuid, platform text, is_new boolean, thread text,
         status text, revision int, last_message uuid, last_message_at timestamptz, last_inbound_at timestamptz,
         closes_at timestamptz, reply_to text, created_at timestamptz)
     ), new_conversation as (
       insert into ${schema}.conversation (id, channel_id, contact_id, platform, thread_hash, status, revision, last_message_id, last_message_at,
         last_inbound_at, reply_window_closes_at, reply_to, created_at)
       select conversation, channel, contact, platform, decode(thread, 'hex'), status, revision, last_message, last_message_at, last_inbound_at,
         closes_at, decode(reply_to, 'base64'), created_at
       from thread where is_new
     ), known_conversation as (
       update ${schema}.conversation v set status = t.status, revision = t.revision, last_message_id = t.last_message,
         last_message_at = t.last_message_at, last_inbound_at = t.last_inbound_at, reply_window_closes_at = t.closes_at,
         reply_to = decode(t.reply_to, 'base64')
       from thread t where v.id = t.conversation and not t.is_new
     ), heard_channel as (
       update ${schema}.channel c set last_inbound_at = ?
       where c.id in (select channel from thread)
     ), searchable as (
       insert into ${schema}.message_search (contact_id, message_id, stems)
       select s.contact, s.id, array_to_tsvector(s.stems)
       from jsonb_to_recordset(?::jsonb) as s (contact uuid, id uuid, stems text[])
     )
     insert into ${schema}.message (id, conversation_id, channel_id, contact_id, direction, author_kind, text, attachments, attachment_kinds,
       platform_message_id, revision, corrected_at, reply_to, sent_at)
     select m.id, m.conversation, m.channel, m.contact, '${MessageDirection.INBOUND}', '${MessageAuthorKind.CONTACT}', decode(m.text, 'base64'), decode(m.attachments, 'base64'),
       m.kinds, m.mid, m.revision, m.corrected_at, decode(m.reply_to, 'base64'), m.sent_at
     from jsonb_to_recordset(?::jsonb) as m (id uuid, conversation uuid, channel uuid, contact uuid, text text, attachments text, kinds text[],
       mid text, revision int, corrected_at timestamptz, reply_to text, sent_at timestamptz)`),
    ),
    [JSON.stringify(personRows), JSON.stringify(threadRows), now, JSON.stringify(stemRows), JSON.stringify(messageRows)],
  );
}

async function personRow(tx: Tx, { contactId, personId, displayName, ...person }: Person): Promise<object> {
  const [id, name] = await Promise.all([
    personId === null ? null : tx.vault.seal(contactId, platformUserIdAt(contactId), personId),
    displayName === null ? null : tx.vault.seal(contactId, displayNameAt(contactId), displayName),
  ]);
  return {
    id: contactId,
    channel: person.channelId,
    platform: person.platform,
    hash: person.personHash,
    person: id?.toString('base64') ?? null,
    name: name?.toString('base64') ?? null,
    created_at: person.createdAt,
  };
}

async function threadRow(tx: Tx, thread: Thread): Promise<object> {
  const { person, conversationId, replyTo } = thread;
  const sealed = replyTo === null ? null : await tx.vault.seal(person.contactId, replyToAt(conversationId), replyTo);
  return {
    contact: person.contactId,
    conversation: conversationId,
    channel: person.channelId,
    platform: person.platform,
    is_new: thread.isNew,
    thread: thread.threadHash,
    status: thread.status,
    revision: thread.revision,
    last_message: thread.lastMessageId,
    last_message_at: thread.lastMessageAt,
    last_inbound_at: thread.lastInboundAt,
    closes_at: thread.replyWindowClosesAt,
    reply_to: sealed?.toString('base64') ?? null,
    created_at: thread.createdAt,
  };
}

async function messageRow(tx: Tx, { id, thread, item, sentAt, revision, correctedAt }: NewMessage): Promise<object> {
  const { contactId, channelId } = thread.person;
  const [text, attachments, replyTo] = await Promise.all([
    tx.vault.seal(contactId, textAt(id), item.text),
    item.attachments.length === 0 ? null : tx.vault.seal(contactId, attachmentsAt(id), JSON.stringify(item.attachments)),
    item.replyTo === null ? null : tx.vault.seal(contactId, answerToAt(id), item.replyTo),
  ]);
  return {
    id,
    conversation: thread.conversationId,
    channel: channelId,
    contact: contactId,
    text: text.toString('base64'),
    attachments: attachments?.toString('base64') ?? null,
    reply_to: replyTo?.toString('base64') ?? null,
    kinds: item.attachments.map(({ kind }) => kind),
    mid: item.platformMessageId,
    revision,
    corrected_at: correctedAt,
    sent_at: sentAt,
  };
}
