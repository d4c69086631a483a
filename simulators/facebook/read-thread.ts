import type { Answer } from '../harness/call.ts';
import type { FacebookWorld, StoredMessage, Thread } from './facebook-world.ts';
import { invalidParameter } from './graph-error.ts';
import { type Field, parseFields, pickFields } from './parse-fields.ts';

const defaultLimit = 25;
const maxLimit = 100;

/** Where the caller's links lead back to: `next` of a page is an absolute address. */
export interface Links {
  versionUrl: string;
  token: string;
}

/** `GET /{page}/conversations`: this page's threads, those of one person when `user_id` is given, the latest first. */
export function listConversations(world: FacebookWorld, pageId: string, query: URLSearchParams, links: Links): Answer {
  const platform = query.get('platform') ?? 'messenger';
  if (platform !== 'messenger') throw invalidParameter('Param platform must be one of {MESSENGER}');
  const fields = parseFields(query.get('fields') ?? 'id,link,updated_time');
  const psid = query.get('user_id');
  const candidates = psid === null ? world.threadsOf(pageId) : [world.findThread(pageId, psid)];
  const threads = candidates
    .filter((thread) => thread !== undefined)
    .filter((thread) => thread.messages.length > 0)
    .sort((a, b) => updatedAt(b) - updatedAt(a));
  const { items, paging } = page(threads, query, (thread) => thread.id, undefined);
  return { status: 200, body: { data: items.map((thread) => readThread(world, thread, fields, links)), ...paging } };
}

export function readThread(
  world: FacebookWorld,
  thread: Thread,
  fields: readonly Field[],
  links: Links,
): Record<string, unknown> {
  const asked = fields.find((field) => field.name === 'messages');
  const values = {
    id: thread.id,
    link: `/${thread.pageId}/inbox/${thread.id}/`,
    updated_time: graphTime(updatedAt(thread)),
    message_count: thread.messages.length,
    participants: { data: [person(world, thread), pageParty(world, thread)] },
    messages:
      asked &&
      listMessages(world, thread, asked.fields, new URLSearchParams(asked.limit ? { limit: `${asked.limit}` } : {}), links),
  };
  return pickFields('UnifiedThread', values, fields);
}

/** The newest first, as Graph lists them. */
export function listMessages(
  world: FacebookWorld,
  thread: Thread,
  fields: readonly Field[],
  query: URLSearchParams,
  links: Links,
): Record<string, unknown> {
  const asked = fields.length > 0 ? fields : parseFields('id,created_time');
  const url = new URL(`${links.versionUrl}/${thread.id}/messages`);
  url.searchParams.set('access_token', links.token);
  url.searchParams.set('fields', asked.map((field) => field.name).join(','));
  const { items, paging } = page([...thread.messages].reverse(), query, (message) => message.mid, url);
  return { data: items.map((message) => readMessage(world, thread, message, asked)), ...paging };
}

export function readMessage(
  world: FacebookWorld,
  thread: Thread,
  message: StoredMessage,
  fields: readonly Field[],
): Record<string, unknown> {
  const [from, to] = message.fromPage
    ? [pageParty(world, thread), person(world, thread)]
    : [person(world, thread), pageParty(world, thread)];
  // Metadata is not among them: Graph gives it back in the echo alone, so a read-back has to recognise a message by its text.
  const values = { id: message.mid, created_time: graphTime(message.sentAt), message: message.text, from, to: { data: [to] } };
  return pickFields('Message', values, fields);
}

function page<Item>(
  all: Item[],
  query: URLSearchParams,
  keyOf: (item: Item) => string,
  nextUrl: URL | undefined,
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
  const hasNext = nextUrl !== undefined && start + limit < all.length;
  if (hasNext) {
    nextUrl.searchParams.set('limit', `${limit}`);
    nextUrl.searchParams.set('after', cursors.after);
  }
  return { items, paging: { paging: { cursors, ...(hasNext ? { next: nextUrl.href } : {}) } } };
}

function updatedAt(thread: Thread): number {
  return thread.messages.reduce((latest, message) => Math.max(latest, message.sentAt), 0);
}

function person(world: FacebookWorld, thread: Thread): Record<string, string> {
  return party(world.names.get(thread.psid) ?? 'Facebook User', thread.psid);
}

function pageParty(world: FacebookWorld, thread: Thread): Record<string, string> {
  return party(world.pageName(thread.pageId), thread.pageId);
}

function party(name: string, id: string): Record<string, string> {
  return { name, email: `${id}@facebook.com`, id };
}

/** Graph's time: whole seconds and an offset without a colon. */
function graphTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+0000`;
}
