import { publish, type Tx } from '#kernel/messaging/transaction.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { conversationChanged } from '#schema/events/conversation-changed.v1.ts';
import { messageRetracted } from '#schema/events/message-retracted.v1.ts';
import type { InboundCorrection } from '../connectors/inbound-item.ts';
import { displayNameAt } from '../contact/contact.entity.ts';
import type { ReplyWindows } from '../conversation/reply-windows.ts';
import { textAt } from '../message/message.entity.ts';
import type { Platform } from '../platform.ts';
import { publishReceived } from './publish-received.ts';

interface Row {
  id: string;
  conversation: string;
  contact: string;
  channel: string;
  platform: Platform;
  hot: boolean;
  name: Buffer | null;
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

/**
 * Changes messages that are stored; their conversations are locked. One that still waits for its answer makes the drafts on it stale:
 * edited, it is published again with the next revision; taken back, it is answered no more. Where it was answered, or a later message
 * waits, the text alone changes.
 */
export async function applyCorrections(
  tx: Tx,
  corrections: readonly Correction[],
  windowsOf: (platform: Platform) => ReplyWindows,
): Promise<void> {
  for (const correction of corrections) {
    const row = await read(tx, correction);
    const { text, at } = correction.item;
    if (!row || row.is_retracted) continue;
    if (text === null) await retract(tx, row, at);
    else if (!row.is_expired && (row.corrected_ms === null || row.corrected_ms < at.getTime()))
      await edit(tx, row, text, at, windowsOf);
  }
}

const MS = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

async function read(tx: Tx, { channelId, item }: Correction): Promise<Row | undefined> {
  const schema = schemaOf(tx.tenant);
  const [row] = await tx.em.execute<Row[]>(
    `select m.id, v.id as conversation, c.id as contact, m.channel_id as channel, v.platform, c.hot, c.display_name as name,
       m.attachment_kinds as kinds, ${MS('m.sent_at')} as sent_ms, ${MS('v.last_inbound_at')} as inbound_ms,
       ${MS('v.reply_window_closes_at')} as closes_ms, ${MS('m.corrected_at')} as corrected_ms,
       m.retracted_at is not null as is_retracted, m.expired_at is not null as is_expired, v.revision, v.status,
       m.revision = v.revision and v.status in ('OPEN', 'WAITING_FOR_REVIEW') as is_waiting
     from ${schema}.message m
     join ${schema}.conversation v on v.id = m.conversation_id
     join ${schema}.contact c on c.id = m.contact_id
     where m.channel_id = ? and m.platform_message_id = ? and m.direction = 'INBOUND'`,
    [channelId, item.platformMessageId],
  );
  return row;
}

async function edit(tx: Tx, row: Row, text: string, at: Date, windowsOf: (platform: Platform) => ReplyWindows): Promise<void> {
  const schema = schemaOf(tx.tenant);
  const sealed = await tx.vault.seal(row.contact, textAt(row.id), text);
  const revision = row.revision + 1;
  await tx.em.execute(
    `update ${schema}.message set text = ?, corrected_at = ?, revision = case when ? then ? else revision end where id = ?`,
    [sealed, at, row.is_waiting, revision, row.id],
  );
  if (!row.is_waiting) return;
  await next(tx, row, revision, 'OPEN');
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

async function retract(tx: Tx, row: Row, at: Date): Promise<void> {
  const sealed = await tx.vault.seal(row.contact, textAt(row.id), '');
  await tx.em.execute(
    `update ${schemaOf(tx.tenant)}.message set text = ?, attachments = null, attachment_kinds = '{}', retracted_at = ? where id = ?`,
    [sealed, at, row.id],
  );
  const { id: messageId, conversation: conversationId, contact: contactId } = row;
  const revision = row.is_waiting ? row.revision + 1 : row.revision;
  // nobody waits for an answer any more
  if (row.is_waiting) await next(tx, row, revision, 'WAITING_FOR_CUSTOMER');
  publish(tx, messageRetracted, {
    key: conversationId,
    data: { messageId, conversationId, contactId, revision, retractedAt: at.toISOString() },
  });
}

async function next(tx: Tx, row: Row, revision: number, status: string): Promise<void> {
  const { conversation: conversationId } = row;
  await tx.em.execute(`update ${schemaOf(tx.tenant)}.conversation set revision = ?, status = ? where id = ?`, [
    revision,
    status,
    conversationId,
  ]);
  if (status !== row.status)
    publish(tx, conversationChanged, { key: conversationId, data: { conversationId, change: 'STATUS', messageId: null } });
}
