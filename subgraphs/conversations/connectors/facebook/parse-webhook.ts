import type { z } from 'zod';
import type { AccountPart, InboundAttachment, InboundFault, InboundItem, ParsedBody } from '../inbound-item.ts';
import { parseKeepingLongIds } from '../parse-keeping-long-ids.ts';
import {
  bodySchema,
  deliveryItemSchema,
  entrySchema,
  messageItemSchema,
  postbackItemSchema,
  readItemSchema,
} from './webhook-schema.ts';

/**
 * Reads a Messenger webhook: up to a thousand items of several pages, which have nothing to do with one another. An item that is not
 * what Facebook sends is a fault of its own and takes no neighbour along.
 */
export function parseWebhook(body: Buffer): ParsedBody {
  let json: unknown;
  try {
    json = parseKeepingLongIds(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return wholeBodyFault(body, 'The body is not JSON.');
  }
  const envelope = bodySchema.safeParse(json);
  if (!envelope.success) return wholeBodyFault(body, `The body is not a page webhook: ${reason(envelope.error)}`);
  const parts: AccountPart[] = [];
  const faults: InboundFault[] = [];
  for (const entry of envelope.data.entry) readEntry(entry, parts, faults);
  return { parts, faults };
}

const wholeBodyFault = (payload: Buffer, error: string): ParsedBody => ({
  parts: [],
  faults: [{ accountId: null, error, payload }],
});

function readEntry(entry: unknown, parts: AccountPart[], faults: InboundFault[]): void {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) {
    faults.push({ accountId: null, error: `An entry is not valid: ${reason(parsed.error)}`, payload: asBody(entry) });
    return;
  }
  const accountId = parsed.data.id;
  const items: InboundItem[] = [];
  for (const item of parsed.data.messaging ?? []) {
    const read = readItem(accountId, item);
    if (typeof read === 'string') {
      faults.push({ accountId, error: read, payload: asBody({ ...(entry as object), messaging: [item] }) });
    } else if (read !== null) items.push(read);
  }
  parts.push({ accountId, items, payload: () => asBody(entry) });
}

const asBody = (entry: unknown): Buffer => Buffer.from(JSON.stringify({ object: 'page', entry: [entry] }));

/** Events that say nothing which Parley acts on. A thread in standby is held by another application. */
const IGNORED = [
  'reaction',
  'message_edit',
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
  if ('postback' in item) return readPostback(accountId, item);
  if ('delivery' in item) return readDelivery(accountId, item);
  if ('read' in item) return readRead(accountId, item);
  return IGNORED.some((key) => key in item) ? null : 'An item holds no event that is known.';
}

function readMessage(accountId: string, item: object): InboundItem | null | string {
  const parsed = messageItemSchema.safeParse(item);
  if (!parsed.success) return `A message is not valid: ${reason(parsed.error)}`;
  const { sender, recipient, timestamp, message } = parsed.data;
  if (message.is_echo) {
    return {
      kind: 'echo',
      accountId,
      // the page is the sender of its own messages; a sample of the old shape has them the wrong way round
      personId: sender.id === accountId ? recipient.id : sender.id,
      platformMessageId: message.mid,
      deliveryId: message.metadata ?? null,
    };
  }
  if (sender.id === accountId) return 'A message is from the page itself and is not marked as an echo.';
  if (message.is_deleted) return null;
  const attachments: InboundAttachment[] = (message.attachments ?? []).map(({ type, payload }) => ({
    kind: type,
    url: webAddress(payload?.url),
  }));
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

/** Nothing is ever fetched from it; a reader's browser might, so that it can only be a web address. */
const webAddress = (url: string | undefined): string | null =>
  url !== undefined && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : null;

/** A button that the person pressed: it says what its title says, and opens the reply window as a message does. */
function readPostback(accountId: string, item: object): InboundItem | string {
  const parsed = postbackItemSchema.safeParse(item);
  if (!parsed.success) return `A postback is not valid: ${reason(parsed.error)}`;
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
  if (!parsed.success) return `A delivery receipt is not valid: ${reason(parsed.error)}`;
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
  if (!parsed.success) return `A read receipt is not valid: ${reason(parsed.error)}`;
  const { sender, read } = parsed.data;
  return { kind: 'receipt', accountId, personId: sender.id, state: 'READ', platformMessageIds: null, until: read.watermark };
}

/** Where and what kind, never the value: it may be a person's. */
const reason = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.map(String).join('.') || 'it'} (${issue.code})`)
    .join(', ');
