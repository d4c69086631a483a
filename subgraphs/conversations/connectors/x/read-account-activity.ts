import { faultReason } from '../fault-reason.ts';
import type { InboundFault, InboundItem, ParsedBody } from '../inbound-item.ts';
import { readDirectMessage, readReadReceipt } from './read-direct-message.ts';
import { readLegacyPost } from './read-post.ts';
import { legacyDeletion, usersById } from './webhook-schema.ts';

type Users = Readonly<Record<string, unknown>>;

/** The lists that say something which Parley acts on. */
const READERS: Readonly<Record<string, (accountId: string, event: unknown, users: Users) => InboundItem | null | string>> = {
  direct_message_events: readDirectMessage,
  direct_message_mark_read_events: readReadReceipt,
  tweet_create_events: readLegacyPost,
  tweet_delete_events: readDeletion,
};

/** An Account Activity body: lists of events of one account, which X calls deprecated and still sends. */
export function readAccountActivity(body: Buffer, accountId: string, envelope: Readonly<Record<string, unknown>>): ParsedBody {
  const users = usersById.safeParse(envelope['users']).data ?? {};
  const items: InboundItem[] = [];
  const faults: InboundFault[] = [];
  // typing, likes, follows, blocks and mutes come in lists of their own
  const lists = Object.keys(envelope).filter((key) => key.endsWith('_events'));
  for (const list of lists) {
    const read = Object.hasOwn(READERS, list) ? READERS[list] : undefined;
    if (!read) continue;
    const events = envelope[list];
    for (const event of Array.isArray(events) ? (events as unknown[]) : [events]) {
      const item = read(accountId, event, users);
      if (typeof item === 'string') {
        const payload = Buffer.from(JSON.stringify({ for_user_id: accountId, [list]: [event], users }));
        faults.push({ accountId, error: item, payload });
      } else if (item !== null) items.push(item);
    }
  }
  if (lists.length === 0) {
    return { parts: [], faults: [{ accountId, error: 'The body holds no event that is known.', payload: body }] };
  }
  return { parts: [{ accountId, items, payload: () => body }], faults };
}

/** Null for a post of the account itself: the team's own doing. */
function readDeletion(accountId: string, event: unknown): InboundItem | null | string {
  const parsed = legacyDeletion.safeParse(event);
  if (!parsed.success) return `A deletion is not valid: ${faultReason(parsed.error)}`;
  const { status, timestamp_ms: at } = parsed.data;
  if (status.user_id === accountId) return null;
  return { kind: 'correction', accountId, personId: status.user_id, platformMessageId: status.id, text: null, at };
}
