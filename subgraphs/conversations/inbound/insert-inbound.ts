import type { Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { InboundMessage } from '../connectors/inbound-item.ts';
import { platformUserIdAt } from '../contact/contact.entity.ts';
import { attachmentsAt, MessageAuthorKind, MessageDirection, textAt } from '../message/message.entity.ts';
import type { Thread } from './find-threads.ts';

export interface NewMessage {
  readonly id: string;
  readonly thread: Thread;
  readonly item: InboundMessage;
  readonly sentAt: Date;
  readonly revision: number;
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
  const idsOf = (isNew: boolean): string[] =>
    threads.filter((thread) => thread.isNew === isNew).map(({ contactId }) => contactId);
  await Promise.all([tx.vault.prefetch(idsOf(false)), tx.vault.introduce(tx.em, idsOf(true))]);
  const [threadRows, messageRows] = await Promise.all([
    Promise.all(threads.map((thread) => threadRow(tx, thread))),
    Promise.all(messages.map((message) => messageRow(tx, message))),
  ]);
  await tx.em.execute(
    `with thread as (
       select * from jsonb_to_recordset(?::jsonb) as t (contact uuid, conversation uuid, channel uuid, platform text, is_new boolean, hash text,
         person text, status text, revision int, last_message uuid, last_message_at timestamptz, last_inbound_at timestamptz,
         closes_at timestamptz, created_at timestamptz)
     ), new_contact as (
       insert into ${schema}.contact (id, channel_id, platform, platform_user_hash, platform_user_id, created_at)
       select contact, channel, platform, decode(hash, 'hex'), decode(person, 'base64'), created_at from thread where is_new
     ), new_conversation as (
       insert into ${schema}.conversation (id, channel_id, contact_id, platform, status, revision, last_message_id, last_message_at,
         last_inbound_at, reply_window_closes_at, created_at)
       select conversation, channel, contact, platform, status, revision, last_message, last_message_at, last_inbound_at, closes_at, created_at
       from thread where is_new
     ), known_conversation as (
       update ${schema}.conversation v set status = t.status, revision = t.revision, last_message_id = t.last_message,
         last_message_at = t.last_message_at, last_inbound_at = t.last_inbound_at, reply_window_closes_at = t.closes_at
       from thread t where v.id = t.conversation and not t.is_new
     ), heard_channel as (
       update ${schema}.channel c set last_inbound_at = ?
       where c.id in (select channel from thread)
     )
     insert into ${schema}.message (id, conversation_id, channel_id, contact_id, direction, author_kind, text, attachments, attachment_kinds,
       platform_message_id, sent_at)
     select m.id, m.conversation, m.channel, m.contact, '${MessageDirection.INBOUND}', '${MessageAuthorKind.CONTACT}', decode(m.text, 'base64'), decode(m.attachments, 'base64'),
       m.kinds, m.mid, m.sent_at
     from jsonb_to_recordset(?::jsonb) as m (id uuid, conversation uuid, channel uuid, contact uuid, text text, attachments text, kinds text[],
       mid text, sent_at timestamptz)`,
    [JSON.stringify(threadRows), now, JSON.stringify(messageRows)],
  );
}

async function threadRow(tx: Tx, thread: Thread): Promise<object> {
  const { contactId, personId } = thread;
  const person = personId === null ? null : await tx.vault.seal(contactId, platformUserIdAt(contactId), personId);
  return {
    contact: contactId,
    conversation: thread.conversationId,
    channel: thread.channelId,
    platform: thread.platform,
    is_new: thread.isNew,
    hash: thread.personHash,
    person: person?.toString('base64') ?? null,
    status: thread.status,
    revision: thread.revision,
    last_message: thread.lastMessageId,
    last_message_at: thread.lastMessageAt,
    last_inbound_at: thread.lastInboundAt,
    closes_at: thread.replyWindowClosesAt,
    created_at: thread.createdAt,
  };
}

async function messageRow(tx: Tx, { id, thread, item, sentAt }: NewMessage): Promise<object> {
  const { contactId } = thread;
  const [text, attachments] = await Promise.all([
    tx.vault.seal(contactId, textAt(id), item.text),
    item.attachments.length === 0 ? null : tx.vault.seal(contactId, attachmentsAt(id), JSON.stringify(item.attachments)),
  ]);
  return {
    id,
    conversation: thread.conversationId,
    channel: thread.channelId,
    contact: contactId,
    text: text.toString('base64'),
    attachments: attachments?.toString('base64') ?? null,
    kinds: item.attachments.map(({ kind }) => kind),
    mid: item.platformMessageId,
    sent_at: sentAt,
  };
}
