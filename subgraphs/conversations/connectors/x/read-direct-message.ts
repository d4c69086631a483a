import { faultReason } from '../fault-reason.ts';
import type { InboundEcho, InboundMessage, InboundReceipt } from '../inbound-item.ts';
import { oneLine } from '../one-line.ts';
import { plainText } from './plain-text.ts';
import { anyUser, directMessage, encryptedMessage, readReceipt } from './webhook-schema.ts';
import { xAttachment } from './x-attachment.ts';

/** The message, our own as an echo, or why it is not valid. */
export function readDirectMessage(
  accountId: string,
  event: unknown,
  users: Readonly<Record<string, unknown>>,
): InboundMessage | InboundEcho | string {
  const parsed = directMessage.safeParse(event);
  if (!parsed.success) return `A direct message is not valid: ${faultReason(parsed.error)}`;
  const { id, created_timestamp: sentAt, message_create: message } = parsed.data;
  const { sender_id: senderId, message_data: content } = message;
  if (senderId === accountId) {
    return { kind: 'echo', accountId, personId: message.target.recipient_id, platformMessageId: id, deliveryId: null };
  }
  const { attachment } = content;
  return {
    kind: 'message',
    accountId,
    personId: senderId,
    platformMessageId: id,
    thread: null,
    replyTo: null,
    text: plainText(content.text ?? '', content.entities?.urls),
    attachments: attachment ? [xAttachment(attachment.media?.type ?? 'unsupported', attachment.media?.media_url_https)] : [],
    sentAt,
    displayName: nameOf(users[senderId]),
  };
}

/**
 * An end-to-end encrypted message: nobody without the account's chat keys can read it. It stands in the conversation, empty and marked,
 * so that a person of the team sees that something came and reads it on X.
 */
export function readEncryptedMessage(accountId: string, event: unknown): InboundMessage | null | string {
  const parsed = encryptedMessage.safeParse(event);
  if (!parsed.success) return `An encrypted message is not valid: ${faultReason(parsed.error)}`;
  const { id, sender_id: personId, created_at_msec: sentAt } = parsed.data;
  if (personId === accountId) return null;
  return {
    kind: 'message',
    accountId,
    personId,
    platformMessageId: id,
    thread: null,
    replyTo: null,
    text: '',
    attachments: [xAttachment('encrypted', undefined)],
    sentAt,
    displayName: null,
  };
}

/** Null for our own reading. */
export function readReadReceipt(accountId: string, event: unknown): InboundReceipt | null | string {
  const parsed = readReceipt.safeParse(event);
  if (!parsed.success) return `A read receipt is not valid: ${faultReason(parsed.error)}`;
  const { sender_id: personId, created_timestamp: until } = parsed.data;
  if (personId === accountId) return null;
  return { kind: 'receipt', accountId, personId, state: 'READ', platformMessageIds: null, until };
}

const nameOf = (user: unknown): string | null => oneLine(anyUser.safeParse(user).data?.name ?? '') || null;
