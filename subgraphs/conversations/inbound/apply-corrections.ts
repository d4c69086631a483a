import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { conversationChanged } from '#schema/events/conversation-changed.v1.ts';
import { messageRetracted } from '#schema/events/message-retracted.v1.ts';
import type { InboundCorrection } from '../connectors/inbound-item.ts';
import { displayNameAt } from '../contact/contact.entity.ts';
import { replyToAt } from '../conversation/conversation.entity.ts';
import type { ReplyWindows } from '../conversation/reply-windows.ts';
import { answerToAt, textAt } from '../message/message.entity.ts';
import type { Platform } from '../platform.ts';
import { forgetStems, indexMessage } from '../search/index-message.ts';
import { publishReceived } from './publish-received.ts';

interface Row {
  id: string;
  conversation: string;
  contact: string;
  channel: string;
  platform: Platform;
  hot: boolean;
  name: Buffer | null;
  text: Buffer;
  reply_to: Buffer | null;
  kinds: string[];
  sent_ms: number;
  inbound_ms: number;
  closes_ms: number | null;
  corrected_ms: number | null;
  is_retracted: boolean;
  /** Its text was emptied: nothing of it is kept any more. */
  is_expired: boolean;
  revision: number;
  status: string;
  /** The latest message of a conversation that nobody answered yet. */
  is_waiting: boolean;
}

type Correction = { readonly channelId: string; readonly item: InboundCorrection };
type WindowsOf = (platform: Platform) => ReplyWindows;

/**
 * Changes messages that are stored; their conversations are locked. One that still waits for its answer makes the drafts on it stale:
 * edited, it is published again with the next revision; taken back, it is answered no more, and the one before it is, where nobody has.
 * Where it was answered, or a later message waits, the text alone changes.
 */
export async function applyCorrections(tx: Tx, corrections: readonly Correction[], windowsOf: WindowsOf): Promise<void> {
  for (const { channelId, item } of corrections) {
    const row = await read(tx, 'm.channel_id = ? and m.platform_message_id = ?', [channelId, item.platformMessageId]);
    const { text, at } = item;
    if (!row || row.is_retracted) continue;
    if (text === null) await retract(tx, row, at, windowsOf);
    else if (!row.is_expired && (row.corrected_ms ?? 0) < at.getTime()) await edit(tx, row, text, at, windowsOf);
  }
}

const MS = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

async function read(tx: Tx, condition: string, parameters: readonly unknown[]): Promise<Row | undefined> {
  const schema = schemaOf(tx.tenant);
  const [row] = await tx.em.execute<Row[]>(
    `select m.id, v.id as conversation, c.id as contact, m.channel_id as channel, v.platform, c.tier is not distinct from 'HOT' as hot, c.display_name as name,
       m.text, m.reply_to, m.attachment_kinds as kinds, ${MS('m.sent_at')} as sent_ms, ${MS('v.last_inbound_at')} as inbound_ms,
       ${MS('v.reply_window_closes_at')} as closes_ms, ${MS('m.corrected_at')} as corrected_ms,
       m.retracted_at is not null as is_retracted, m.expired_at is not null as is_expired, v.revision, v.status,
       m.revision = v.revision and (v.status in ('OPEN', 'WAITING_FOR_REVIEW') or v.status = 'SNOOZED' and not exists (
         select from ${schema}.message o join ${schema}.delivery d on d.id = o.id
         where o.conversation_id = v.id and d.revision = v.revision and d.status in ('SENT', 'DELIVERED', 'READ'))) as is_waiting
     from ${schema}.message m
     join ${schema}.conversation v on v.id = m.conversation_id
     join ${schema}.contact c on c.id = m.contact_id
     where m.direction = 'INBOUND' and ${condition}`,
    [...parameters],
  );
  return row;
}

async function edit(tx: Tx, row: Row, text: string, at: Date, windowsOf: WindowsOf): Promise<void> {
  const sealed = await tx.vault.seal(row.contact, textAt(row.id), text);
  await tx.em.execute(`update ${schemaOf(tx.tenant)}.message set text = ?, corrected_at = ? where id = ?`, [sealed, at, row.id]);
  await indexMessage(tx, { id: row.id, contactId: row.contact, text });
  publishChanged(tx, row);
  if (!row.is_waiting) return;
  await next(tx, row, 'OPEN');
  await receiveAgain(tx, row, row.revision + 1, text, windowsOf);
}

async function retract(tx: Tx, row: Row, at: Date, windowsOf: WindowsOf): Promise<void> {
  const sealed = await tx.vault.seal(row.contact, textAt(row.id), '');
  await tx.em.execute(
    `update ${schemaOf(tx.tenant)}.message set text = ?, attachments = null, attachment_kinds = '{}', reply_to = null, retracted_at = ?
     where id = ?`,
    [sealed, at, row.id],
  );
  await forgetStems(tx, [row.contact], [row.id]);
  publishChanged(tx, row);
  const before = row.is_waiting ? await unanswered(tx, row) : undefined;
  const revision = row.is_waiting ? row.revision + 1 : row.revision;
  if (row.is_waiting) await next(tx, row, before ? 'OPEN' : 'WAITING_FOR_CUSTOMER');
  const { id: messageId, conversation: conversationId, contact: contactId } = row;
  publish(tx, messageRetracted, {
    key: conversationId,
    data: { messageId, conversationId, contactId, revision, retractedAt: at.toISOString() },
  });
  const text = before && (await tx.vault.open(textAt(before.id), before.text));
  if (before && text !== null && text !== undefined) {
    await answerThere(tx, before);
    await receiveAgain(tx, before, revision, text, windowsOf);
  }
}

const publishChanged = (tx: Tx, { id: messageId, conversation: conversationId }: Row): void =>
  publish(tx, conversationChanged, { key: conversationId, data: { conversationId, change: 'MESSAGE_CHANGED', messageId } });

/** The latest message of the conversation that the person left standing and nobody answered. */
const unanswered = (tx: Tx, row: Row): Promise<Row | undefined> => {
  const schema = schemaOf(tx.tenant);
  return read(
    tx,
    `m.conversation_id = ? and m.retracted_at is null and m.expired_at is null and m.revision is not null and m.sent_at > coalesce(
       (select max(o.sent_at) from ${schema}.message o join ${schema}.delivery d on d.id = o.id
        where o.conversation_id = m.conversation_id and d.status in ('SENT', 'DELIVERED', 'READ')), '-infinity')
     order by m.revision desc limit 1`,
    [row.conversation],
  );
};

/** The answer goes where that message said, not to the one that is gone. */
async function answerThere(tx: Tx, { id, contact, conversation, reply_to: sealed }: Row): Promise<void> {
  const replyTo = sealed && (await tx.vault.open(answerToAt(id), sealed));
  const resealed = replyTo === null ? null : await tx.vault.seal(contact, replyToAt(conversation), replyTo);
  await tx.em.execute(`update ${schemaOf(tx.tenant)}.conversation set reply_to = ? where id = ?`, [resealed, conversation]);
}

async function receiveAgain(tx: Tx, row: Row, revision: number, text: string, windowsOf: WindowsOf): Promise<void> {
  await tx.em.execute(`update ${schemaOf(tx.tenant)}.message set revision = ? where id = ?`, [revision, row.id]);
  publishReceived(
    tx,
    {
      messageId: row.id,
      conversationId: row.conversation,
      contactId: row.contact,
      channelId: row.channel,
      platform: row.platform,
      isHot: row.hot,
      revision,
      attachmentKinds: row.kinds,
      sentAt: new Date(row.sent_ms),
      lastInboundAt: new Date(row.inbound_ms),
      replyWindowClosesAt: row.closes_ms === null ? null : new Date(row.closes_ms),
      text,
      displayName: row.name && (await tx.vault.open(displayNameAt(row.contact), row.name)),
    },
    windowsOf(row.platform),
  );
}

/** The next revision: what was drafted on an earlier one is stale. */
async function next(tx: Tx, row: Row, status: string): Promise<void> {
  const { conversation: conversationId } = row;
  await tx.em.execute(`update ${schemaOf(tx.tenant)}.conversation set revision = ?, status = ? where id = ?`, [
    row.revision + 1,
    status,
    conversationId,
  ]);
  if (status !== row.status)
    publish(tx, conversationChanged, { key: conversationId, data: { conversationId, change: 'STATUS', messageId: null } });
}
