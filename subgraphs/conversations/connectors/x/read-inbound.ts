import { z } from 'zod';
import type { InboundMessage } from '../inbound-item.ts';
import { oneLine } from '../one-line.ts';
import type { ConnectedAccount, InboundReadBack } from '../platform-connector.ts';
import { plainText } from './plain-text.ts';
import { type Pages, readPages, type XPage } from './read-pages.ts';
import { readPost } from './read-post.ts';
import { anyUser, includedMedia, xDirectMessage } from './webhook-schema.ts';
import { xAttachment } from './x-attachment.ts';
import type { XApi } from './x-client.ts';

/** X's list of mentions begins here (xdevplatform/docs, mention timeline). */
const FIRST_MOMENT_MS = Date.UTC(2010, 10, 6, 0, 0, 1);

/** Direct messages and mentions since the moment. Encrypted chats are in neither list: X has no list of them that an app can read. */
export async function readInbound(
  api: XApi,
  account: ConnectedAccount,
  since: Date,
  signal: AbortSignal,
  rest: string | null,
): Promise<InboundReadBack> {
  if (since.getTime() >= api.nowMs()) return { messages: [] };
  const from = restOf(rest);
  const direct = from.direct === null ? NOTHING : await readDirect(api, account, since, signal, from.direct);
  if (direct.pages === null) return { messages: null, error: direct.error };
  const mentions = from.mentions === null ? NOTHING : await readMentions(api, account, since, signal, from.mentions);
  if (mentions.pages === null) return { messages: null, error: mentions.error };
  const messages = [
    ...direct.pages.flatMap((page) => page.data.map((event) => directMessage(account.accountId, event, page))),
    ...mentions.pages.flatMap((page) => page.data.map((event) => mention(account.accountId, event, page))),
  ]
    .filter((message) => message !== null)
    .filter(({ sentAt }) => sentAt >= since)
    .sort((a, b) => a.sentAt.getTime() - b.sentAt.getTime());
  if (direct.next === null && mentions.next === null) return { messages };
  return { messages, rest: JSON.stringify({ direct: direct.next, mentions: mentions.next }) };
}

/** Of either list the page to go on with: null where it was read to its end, empty at its beginning. */
const restSchema = z.object({ direct: z.string().nullable(), mentions: z.string().nullable() });

const restOf = (rest: string | null): z.output<typeof restSchema> =>
  rest === null ? { direct: '', mentions: '' } : restSchema.parse(JSON.parse(rest));

const NOTHING: Pages = { pages: [], next: null };

function readDirect(api: XApi, account: ConnectedAccount, since: Date, signal: AbortSignal, from: string): Promise<Pages> {
  const query = {
    max_results: '100',
    event_types: 'MessageCreate',
    'dm_event.fields': 'id,text,event_type,created_at,sender_id,dm_conversation_id,attachments,entities',
    expansions: 'sender_id,attachments.media_keys',
    'user.fields': 'name',
    'media.fields': 'type,url',
  };
  const call = { account, cap: 'dm.read', path: '/2/dm_events', query, signal } as const;
  // this list takes no moment to begin at
  const isEnough = ({ data }: XPage): boolean => {
    const last = xDirectMessage.safeParse(data.at(-1)).data;
    return last !== undefined && last.created_at < since;
  };
  return readPages(api, call, isEnough, from);
}

function readMentions(api: XApi, account: ConnectedAccount, since: Date, signal: AbortSignal, from: string): Promise<Pages> {
  const query = {
    max_results: '100',
    start_time: `${new Date(Math.max(FIRST_MOMENT_MS, since.getTime())).toISOString().slice(0, 19)}Z`,
    'tweet.fields': 'author_id,created_at,conversation_id,in_reply_to_user_id,referenced_tweets,entities,attachments,note_tweet',
    expansions: 'author_id,attachments.media_keys',
    'user.fields': 'name',
    'media.fields': 'type,url',
  };
  const path = `/2/users/${encodeURIComponent(account.accountId)}/mentions`;
  return readPages(api, { account, cap: 'mention.read', path, query, signal }, () => false, from);
}

/** A conversation of two has both ids in its own; in a group nobody is answered. */
const OF_TWO = /^\d+-\d+$/;

function directMessage(accountId: string, event: unknown, { includes }: XPage): InboundMessage | null {
  const read = xDirectMessage.safeParse(event).data;
  if (!read || read.sender_id === accountId || !OF_TWO.test(read.dm_conversation_id ?? '')) return null;
  const users = (includes?.users ?? []).map((user) => anyUser.safeParse(user).data);
  const media = (includes?.media ?? []).map((each) => includedMedia.safeParse(each).data).filter((each) => each !== undefined);
  const keys = new Set(read.attachments?.media_keys);
  return {
    kind: 'message',
    accountId,
    personId: read.sender_id,
    platformMessageId: read.id,
    thread: null,
    replyTo: null,
    text: plainText(read.text ?? '', read.entities?.urls),
    attachments: media.filter(({ media_key: key }) => keys.has(key)).map(({ type, url }) => xAttachment(type, url)),
    sentAt: read.created_at,
    displayName: oneLine(users.find((user) => user?.id === read.sender_id)?.name ?? '') || null,
  };
}

function mention(accountId: string, value: unknown, { includes }: XPage): InboundMessage | null {
  const read = readPost(accountId, value, includes, true);
  return read !== null && typeof read !== 'string' && read.kind === 'message' ? read : null;
}
