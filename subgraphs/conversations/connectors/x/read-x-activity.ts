import type { z } from 'zod';
import { faultReason } from '../fault-reason.ts';
import type { InboundItem, ParsedBody } from '../inbound-item.ts';
import { readDirectMessage, readEncryptedMessage, readReadReceipt } from './read-direct-message.ts';
import { readPost } from './read-post.ts';
import { revocationItem } from './revocation-item.ts';
import { deletion, revocation, usersById, type xActivity } from './webhook-schema.ts';

type Event = z.output<typeof xActivity>['data'];

/** Events that say nothing which Parley acts on, by what stands before their first dot: of chats, all but the one that is read. */
const IGNORED = new Set([
  'profile',
  'follow',
  'subscriptions',
  'like',
  'repost',
  'spaces',
  'broadcast',
  'chat',
  'news',
  'mute',
  'block',
  'list',
  'bookmark',
]);

/** An X Activity body: one event of one account. Its `event_uuid` is the delivery's, not the event's, and is not looked at. */
export function readXActivity(body: Buffer, event: Event): ParsedBody {
  const accountId = event.event_type === 'oauth.revoke' ? revokedAccount(event) : event.filter?.user_id;
  const fault = (error: string): ParsedBody => ({
    parts: [],
    faults: [{ accountId: accountId ?? null, error, payload: body }],
  });
  if (accountId === undefined) return fault('The event does not say whose it is.');
  const items: InboundItem[] = [];
  for (const read of readEvent(accountId, event)) {
    if (typeof read === 'string') return fault(read);
    if (read !== null) items.push(read);
  }
  return { parts: [{ accountId, items, payload: () => body }], faults: [] };
}

const revokedAccount = ({ payload }: Event): string | undefined => revocation.safeParse(payload).data?.user_id;

function readEvent(accountId: string, { event_type: type, payload, includes }: Event): (InboundItem | null | string)[] {
  switch (type) {
    case 'dm.received':
    case 'dm.sent':
      return readDirectMessages(accountId, payload);
    case 'dm.read':
      return [readRead(accountId, payload)];
    case 'chat.received':
      return [readEncryptedMessage(accountId, payload)];
    case 'post.mention.create':
      return [readPost(accountId, payload, includes, true)];
    case 'post.reply.create':
    case 'post.quote.create':
    case 'post.create':
      return [readPost(accountId, payload, includes, false)];
    case 'post.delete':
      return [readDeletion(accountId, payload)];
    case 'oauth.revoke':
      return [readRevocation(accountId, payload)];
    case 'dm.indicate_typing':
    case 'post.repost.create':
      return [null];
    default:
      return [IGNORED.has(type.slice(0, type.indexOf('.'))) ? null : 'The event is of no kind that is known.'];
  }
}

function readDirectMessages(accountId: string, payload: unknown): (InboundItem | string)[] {
  const { direct_message_events: events, users } = (payload ?? {}) as { direct_message_events?: unknown; users?: unknown };
  if (!Array.isArray(events) || events.length === 0) return ['The event holds no direct message.'];
  const known = usersById.safeParse(users).data ?? {};
  return events.map((event) => readDirectMessage(accountId, event, known));
}

/** No sample of the payload is published: the list of Account Activity, or one such event by itself. */
function readRead(accountId: string, payload: unknown): InboundItem | null | string {
  const { direct_message_mark_read_events: events } = (payload ?? {}) as { direct_message_mark_read_events?: unknown };
  return readReadReceipt(accountId, Array.isArray(events) ? events.at(-1) : payload);
}

/** Null for a post of the account itself: the team's own doing. X says no moment: it is when it came. */
function readDeletion(accountId: string, payload: unknown): InboundItem | null | string {
  const parsed = deletion.safeParse(payload);
  if (!parsed.success) return `A deletion is not valid: ${faultReason(parsed.error)}`;
  const { id, author_id: personId } = parsed.data;
  if (personId === accountId) return null;
  return { kind: 'correction', accountId, personId, platformMessageId: id, text: null, at: new Date() };
}

function readRevocation(accountId: string, payload: unknown): InboundItem | string {
  const parsed = revocation.safeParse(payload);
  if (!parsed.success) return `A revocation is not valid: ${faultReason(parsed.error)}`;
  return revocationItem(accountId, parsed.data.date_time);
}
