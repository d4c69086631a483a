import type { Answer } from '../harness/call.ts';
import { GraphError, invalidParameter } from './graph-error.ts';
import type { MetaWorld, StoredAttachment, StoredMessage, Thread } from './meta-world.ts';
import { type Field, parseFields, pickFields } from './parse-fields.ts';

const defaultLimit = 25;
const maxLimit = 100;

/** Where the caller's links lead back to: `next` of a page is an absolute address. */
export interface Links {
  versionUrl: string;
  token: string;
}

/** `GET /{account}/conversations`: this account's threads, those of one person when `user_id` is given, the latest first. */
export function listConversations(world: MetaWorld, accountId: string, query: URLSearchParams, links: Links): Answer {
  takeConversationCall(world, accountId);
  const { platform } = world.surface;
  if ((query.get('platform') ?? platform) !== platform)
    throw invalidParameter(`Param platform must be one of {${platform.toUpperCase()}}`);
  const fields = parseFields(query.get('fields') ?? 'id,link,updated_time');
  const personId = query.get('user_id');
  const candidates = personId === null ? world.threadsOf(accountId) : [world.findThread(accountId, personId)];
  const threads = candidates
    .filter((thread) => thread !== undefined)
    .filter((thread) => thread.messages.length > 0)
    .sort((a, b) => updatedAt(b) - updatedAt(a));
  const url = new URL(`${links.versionUrl}/${accountId}/conversations`);
  for (const [name, value] of query) if (name !== 'after') url.searchParams.set(name, value);
  url.searchParams.set('access_token', links.token);
  const { items, paging } = page(threads, query, (thread) => thread.id, url);
  return { status: 200, body: { data: items.map((thread) => readThread(world, thread, fields, links)), ...paging } };
}

export function readThread(world: MetaWorld, thread: Thread, fields: readonly Field[], links: Links): Record<string, unknown> {
  const asked = fields.find((field) => field.name === 'messages');
  const values = {
    id: thread.id,
    link: `/${thread.accountId}/inbox/${thread.id}/`,
    updated_time: graphTime(updatedAt(thread)),
    message_count: thread.messages.length,
    participants: { data: [person(world, thread), accountParty(world, thread)] },
    messages:
      asked &&
      listMessages(world, thread, asked.fields, new URLSearchParams(asked.limit ? { limit: `${asked.limit}` } : {}), links),
  };
  return pickFields('UnifiedThread', values, fields);
}

/** The newest first, as Graph lists them. */
export function listMessages(
  world: MetaWorld,
  thread: Thread,
  fields: readonly Field[],
  query: URLSearchParams,
  links: Links,
): Record<string, unknown> {
  const asked = fields.length > 0 ? fields : parseFields('id,created_time');
  const url = new URL(`${links.versionUrl}/${thread.id}/messages`);
  url.searchParams.set('access_token', links.token);
  url.searchParams.set('fields', asked.map((field) => field.name).join(','));
  const shown = thread.messages
    .slice(-world.surface.shownMessages)
    .reverse()
    .sort((a, b) => b.sentAt - a.sentAt);
  const { items, paging } = page(shown, query, (message) => message.mid, url);
  return { data: items.map((message) => readMessage(world, thread, message, asked)), ...paging };
}

export function readMessage(
  world: MetaWorld,
  thread: Thread,
  message: StoredMessage,
  fields: readonly Field[],
): Record<string, unknown> {
  const [from, to] = message.fromAccount
    ? [accountParty(world, thread), person(world, thread)]
    : [person(world, thread), accountParty(world, thread)];
  // Metadata is not among them: Graph gives it back in the echo alone, so a read-back has to recognise a message by its text.
  const values = {
    id: message.mid,
    created_time: graphTime(message.sentAt),
    message: message.text,
    from,
    to: { data: [to] },
    attachments: message.attachments.length > 0 ? { data: message.attachments.map(readAttachment) } : undefined,
  };
  return pickFields('Message', values, fields);
}

function readAttachment({ type, url }: StoredAttachment, index: number): Record<string, unknown> {
  const id = String(index + 1);
  if (type === 'image') return { id, mime_type: 'image/jpeg', image_data: { url, width: 640, height: 480 } };
  if (type === 'video') return { id, mime_type: 'video/mp4', video_data: { url, width: 640, height: 480 } };
  return { id, mime_type: 'application/octet-stream', file_url: url };
}

/** The Conversations API takes two calls a second for one account (Meta's page "Rate limiting"). */
export function takeConversationCall(world: MetaWorld, accountId: string): void {
  if (world.conversationCalls.takes(accountId, world.settings.conversationCallsPerSecond)) return;
  throw new GraphError('(#613) Calls to this api have exceeded the rate limit.', 613);
}

function page<Item>(
  all: Item[],
  query: URLSearchParams,
  keyOf: (item: Item) => string,
  nextUrl: URL,
): { items: Item[]; paging: { paging?: unknown } } {
  const limit = Math.min(Number(query.get('limit') ?? defaultLimit) || defaultLimit, maxLimit);
  const cursor = (item: Item): string => Buffer.from(keyOf(item)).toString('base64url');
  const after = query.get('after');
  const start = after === null ? 0 : all.findIndex((item) => cursor(item) === after) + 1;
  const items = all.slice(start, start + limit);
  const first = items[0];
  const last = items.at(-1);
  if (first === undefined || last === undefined) return { items, paging: {} };
  const cursors = { before: cursor(first), after: cursor(last) };
  const hasNext = start + limit < all.length;
  if (hasNext) {
    nextUrl.searchParams.set('limit', `${limit}`);
    nextUrl.searchParams.set('after', cursors.after);
  }
  return { items, paging: { paging: { cursors, ...(hasNext ? { next: nextUrl.href } : {}) } } };
}

function updatedAt(thread: Thread): number {
  return thread.messages.reduce((latest, message) => Math.max(latest, message.sentAt), 0);
}

function person({ surface, names }: MetaWorld, { personId }: Thread): Record<string, string> {
  return surface.party(personId, names.get(personId));
}

function accountParty(world: MetaWorld, { accountId }: Thread): Record<string, string> {
  return world.surface.party(accountId, world.accountName(accountId));
}

/** Graph's time: whole seconds and an offset without a colon. */
function graphTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+0000`;
}
