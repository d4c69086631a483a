import { faultReason } from '../fault-reason.ts';
import type { AccountPart, InboundAttachment, InboundFault, InboundItem, ParsedBody } from '../inbound-item.ts';
import { parseKeepingLongIds } from '../parse-keeping-long-ids.ts';
import { webAddress } from '../web-address.ts';
import {
  bodySchema,
  deliveryItemSchema,
  editItemSchema,
  entrySchema,
  messageItemSchema,
  postbackItemSchema,
  readItemSchema,
  type WebhookObject,
} from './webhook-schema.ts';

/**
 * Reads a webhook of Messenger or Instagram: up to a thousand items of several accounts, which have nothing to do with one another. An
 * item that is not what Meta sends is a fault of its own and takes no neighbour along. A thread in `standby` is held by another
 * application, whose messages in it are not ours to answer: they are not read, and we do not subscribe to them.
 */
export function parseWebhook(object: WebhookObject, body: Buffer): ParsedBody {
  let json: unknown;
  try {
    json = parseKeepingLongIds(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return wholeBodyFault(body, 'The body is not JSON.');
  }
  const envelope = bodySchema.safeParse(json);
  if (!envelope.success) return wholeBodyFault(body, `The body is no webhook of Meta's: ${faultReason(envelope.error)}`);
  const isOurs = envelope.data.object === object;
  if (!isOurs) return wholeBodyFault(body, `The body is of another of Meta's platforms: give that one an address of its own.`);
  const parts: AccountPart[] = [];
  const faults: InboundFault[] = [];
  for (const entry of envelope.data.entry) readEntry(object, entry, parts, faults);
  return { parts, faults };
}

const wholeBodyFault = (payload: Buffer, error: string): ParsedBody => ({
  parts: [],
  faults: [{ accountId: null, error, payload }],
});

function readEntry(object: WebhookObject, entry: unknown, parts: AccountPart[], faults: InboundFault[]): void {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) {
    faults.push({
      accountId: null,
      error: `An entry is not valid: ${faultReason(parsed.error)}`,
      payload: asBody(object, entry),
    });
    return;
  }
  const accountId = parsed.data.id;
  const items: InboundItem[] = [];
  for (const item of parsed.data.messaging ?? []) {
    const read = readItem(accountId, item);
    if (typeof read === 'string') {
      faults.push({ accountId, error: read, payload: asBody(object, { ...(entry as object), messaging: [item] }) });
    } else if (read !== null) items.push(read);
  }
  parts.push({ accountId, items, payload: () => asBody(object, entry) });
}

const asBody = (object: WebhookObject, entry: unknown): Buffer => Buffer.from(JSON.stringify({ object, entry: [entry] }));

/** Events that say nothing which Parley acts on: who holds a thread is seen when a post is refused, and a reaction is no message. */
const IGNORED = [
  'reaction',
  'referral',
  'optin',
  'pass_thread_control',
  'take_thread_control',
  'request_thread_control',
  'app_roles',
  'policy_enforcement',
  'account_linking',
  'game_play',
  'message_context',
  'messaging_feedback',
] as const;

/** The item, null for one that is ignored, or why it is not valid. */
function readItem(accountId: string, item: unknown): InboundItem | null | string {
  if (typeof item !== 'object' || item === null) return 'An item is no object.';
  if ('message' in item) return readMessage(accountId, item);
  if ('message_edit' in item) return readEdit(accountId, item);
  if ('postback' in item) return readPostback(accountId, item);
  if ('delivery' in item) return readDelivery(accountId, item);
  if ('read' in item) return readRead(accountId, item);
  return IGNORED.some((key) => key in item) ? null : 'An item holds no event that is known.';
}

function readMessage(accountId: string, item: object): InboundItem | null | string {
  const parsed = messageItemSchema.safeParse(item);
  if (!parsed.success) return `A message is not valid: ${faultReason(parsed.error)}`;
  const { sender, recipient, timestamp, message } = parsed.data;
  if (message.is_deleted) {
    // our own that somebody took back in another tool: what was said stays said
    if (message.is_echo || sender.id === accountId) return null;
    return { kind: 'correction', accountId, personId: sender.id, platformMessageId: message.mid, text: null, at: timestamp };
  }
  if (message.is_echo) {
    return {
      kind: 'echo',
      accountId,
      // the account is the sender of its own messages; a sample of the old shape has them the wrong way round
      personId: sender.id === accountId ? recipient.id : sender.id,
      platformMessageId: message.mid,
      deliveryId: message.metadata ?? null,
    };
  }
  if (sender.id === accountId) return 'A message is from the account itself and is not marked as an echo.';
  const attachments: InboundAttachment[] = (message.attachments ?? []).map(({ type, payload }) => ({
    kind: type,
    url: webAddress(payload?.url),
  }));
  if (message.reply_to?.story) attachments.push({ kind: 'story', url: webAddress(message.reply_to.story.url) });
  if (message.is_unsupported) attachments.push({ kind: 'unsupported', url: null });
  const text = (message.text ?? '').toWellFormed();
  return {
    kind: 'message',
    accountId,
    personId: sender.id,
    platformMessageId: message.mid,
    thread: null,
    replyTo: null,
    text,
    attachments,
    sentAt: timestamp,
    displayName: null,
  };
}

function readEdit(accountId: string, item: object): InboundItem | null | string {
  const parsed = editItemSchema.safeParse(item);
  if (!parsed.success) return `An edit is not valid: ${faultReason(parsed.error)}`;
  const { sender, timestamp, message_edit: edit } = parsed.data;
  // without a text it changes nothing, and is never to be taken for a message taken back
  if (edit.text === undefined || sender === undefined || sender.id === accountId) return null;
  return {
    kind: 'correction',
    accountId,
    personId: sender.id,
    platformMessageId: edit.mid,
    text: edit.text.toWellFormed(),
    at: timestamp,
  };
}

/** A button that the person pressed: it says what its title says, and opens the reply window as a message does. */
function readPostback(accountId: string, item: object): InboundItem | string {
  const parsed = postbackItemSchema.safeParse(item);
  if (!parsed.success) return `A postback is not valid: ${faultReason(parsed.error)}`;
  const { sender, timestamp, postback } = parsed.data;
  return {
    kind: 'message',
    accountId,
    personId: sender.id,
    // without an id of its own (the old shape) the person and the moment make one
    platformMessageId: postback.mid ?? `postback:${sender.id}:${timestamp.getTime()}`,
    thread: null,
    replyTo: null,
    text: (postback.title ?? postback.payload ?? '').toWellFormed(),
    attachments: [],
    sentAt: timestamp,
    displayName: null,
  };
}

function readDelivery(accountId: string, item: object): InboundItem | string {
  const parsed = deliveryItemSchema.safeParse(item);
  if (!parsed.success) return `A delivery receipt is not valid: ${faultReason(parsed.error)}`;
  const { mids, watermark } = parsed.data.delivery;
  const platformMessageIds = mids !== undefined && mids.length > 0 ? mids : null;
  return {
    kind: 'receipt',
    accountId,
    personId: parsed.data.sender.id,
    state: 'DELIVERED',
    platformMessageIds,
    until: watermark,
  };
}

function readRead(accountId: string, item: object): InboundItem | string {
  const parsed = readItemSchema.safeParse(item);
  if (!parsed.success) return `A read receipt is not valid: ${faultReason(parsed.error)}`;
  const { sender, read, timestamp } = parsed.data;
  const receipt = { kind: 'receipt', accountId, personId: sender.id, state: 'READ' } as const;
  if ('watermark' in read) return { ...receipt, platformMessageIds: null, until: read.watermark };
  if (timestamp === undefined) return 'A read receipt is not valid: timestamp (missing)';
  return { ...receipt, platformMessageIds: [read.mid], until: timestamp };
}
