import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import { BadControl, parseControl } from '../harness/parse-control.ts';
import { directMessageBody, postBody } from './announce.ts';
import { activity, type Envelope } from './webhook-bodies.ts';
import type { XDeliveries } from './x-deliveries.ts';
import { appId, type Post, type XWorld } from './x-world.ts';

const userId = z.string().regex(/^\d{1,19}$/);

const inboundSchema = z.strictObject({
  kind: z.enum(['dm', 'encrypted', 'mention', 'reply', 'quote', 'read', 'typing', 'delete', 'revoke']).default('dm'),
  envelope: z.enum(['xaa', 'aaa']).optional(),
  accountId: userId,
  personId: userId.optional(),
  text: z.string().min(1).optional(),
  id: z.string().min(1).optional(),
  /** The post that is answered or quoted: without one, a post of the account that is made for it. */
  postId: userId.optional(),
  /** Milliseconds. */
  timestamp: z.int().min(0).optional(),
  name: z.string().min(1).optional(),
  /** false: one attempt, as the answer reports it. */
  retry: z.boolean().optional(),
});

type Inbound = z.output<typeof inboundSchema>;

/** Somebody does something that concerns the account: one signed webhook, in either envelope. */
export async function receiveInbound(world: XWorld, deliveries: XDeliveries, call: Call): Promise<Answer> {
  const inbound = parseControl(inboundSchema, call);
  const envelope = inbound.envelope ?? world.settings.envelope;
  const { accountId, personId, name } = inbound;
  if (personId !== undefined && name !== undefined) world.settings.names = { ...world.settings.names, [personId]: name };
  const { eventType, id, body } = event(world, envelope, inbound, personId ?? accountId);
  if (envelope === 'xaa' && !world.isSubscribed(accountId, eventType)) {
    return { status: 200, body: { id, status: null, reason: 'the app is not subscribed' } };
  }
  const status = await deliveries.deliver('inbound', body, inbound.retry === undefined ? {} : { retry: inbound.retry });
  return { status: 200, body: { id, status } };
}

interface Event {
  readonly eventType: string;
  readonly id: string;
  readonly body: object;
}

function event(world: XWorld, envelope: Envelope, inbound: Inbound, personId: string): Event {
  const { accountId, kind, id = world.newId(), timestamp: sentAt = Date.now() } = inbound;
  if (personId === accountId && kind !== 'revoke' && kind !== 'delete') throw new BadControl('say whose doing it is: personId');
  switch (kind) {
    case 'dm': {
      const message = { id, senderId: personId, recipientId: accountId, text: textOf(inbound), sentAt };
      if (!world.directMessages.some((known) => known.id === id)) world.directMessages.push(message);
      return { eventType: 'dm.received', id, body: directMessageBody(world, envelope, accountId, message) };
    }
    case 'mention':
    case 'reply':
    case 'quote':
      return posted(world, envelope, inbound, personId, id, sentAt);
    case 'read':
    case 'typing':
      return indicated(world, envelope, kind, { accountId, personId, sentAt });
    case 'encrypted': {
      const uuid = inbound.id ?? randomUUID();
      return { eventType: 'chat.received', id: uuid, body: encrypted(world, accountId, personId, uuid, sentAt) };
    }
    case 'delete': {
      const status = { id: inbound.postId ?? id, user_id: personId };
      const body =
        envelope === 'aaa'
          ? { for_user_id: accountId, tweet_delete_events: [{ status, timestamp_ms: String(sentAt) }] }
          : activity(world, accountId, 'post.delete', { id: status.id, author_id: personId });
      return { eventType: 'post.delete', id: status.id, body };
    }
    case 'revoke': {
      const moment = `${new Date(sentAt).toISOString().slice(0, 19)}+00:00`;
      const body =
        envelope === 'aaa'
          ? { user_event: { revoke: { date_time: moment, target: { app_id: appId }, source: { user_id: accountId } } } }
          : activity(world, accountId, 'oauth.revoke', { date_time: moment, user_id: accountId, app_id: appId });
      return { eventType: 'oauth.revoke', id, body };
    }
  }
}

function textOf({ text }: Inbound): string {
  if (text === undefined) throw new BadControl('say what was written: text');
  return text;
}

/** A mention names the account wherever its text does not; a reply and a quote name it only where the text does. */
function posted(world: XWorld, envelope: Envelope, inbound: Inbound, authorId: string, id: string, sentAt: number): Event {
  const { accountId, kind } = inbound;
  const handle = `@${world.username(accountId)}`;
  const written = textOf(inbound);
  const text = kind === 'mention' && !written.includes(handle) ? `${handle} ${written}` : written;
  const other = kind === 'mention' && inbound.postId === undefined ? undefined : otherPost(world, inbound);
  const post: Post = {
    id,
    authorId,
    text,
    textBegins: 0,
    conversationId: kind === 'quote' ? id : (other?.conversationId ?? id),
    answers: kind === 'quote' ? undefined : other,
    quotes: kind === 'quote' ? other : undefined,
    mentions: text.includes(handle) ? [accountId] : [],
    sentAt,
  };
  if (!world.post(id)) world.posts.push(post);
  const unnamed = kind === 'quote' ? 'post.quote.create' : 'post.reply.create';
  const eventType = post.mentions.length > 0 ? 'post.mention.create' : unnamed;
  return { eventType, id, body: postBody(world, envelope, accountId, post, eventType) };
}

function otherPost(world: XWorld, { accountId, postId }: Inbound): Post {
  const known = postId === undefined ? undefined : world.post(postId);
  if (known) return known;
  const id = postId ?? world.newId();
  const text = 'Our new oak table.';
  const post: Post = {
    id,
    authorId: accountId,
    text,
    textBegins: 0,
    conversationId: id,
    mentions: [],
    sentAt: Date.now() - 60_000,
  };
  world.posts.push(post);
  return post;
}

function indicated(
  world: XWorld,
  envelope: Envelope,
  kind: 'read' | 'typing',
  { accountId, personId, sentAt }: { accountId: string; personId: string; sentAt: number },
): Event {
  const one = { created_timestamp: String(sentAt), sender_id: personId, target: { recipient_id: accountId } };
  const last = world.directMessages.findLast(({ recipientId }) => recipientId === personId)?.id ?? '0';
  const lists =
    kind === 'read'
      ? { direct_message_mark_read_events: [{ ...one, last_read_event_id: last }] }
      : { direct_message_indicate_typing_events: [one] };
  const eventType = kind === 'read' ? 'dm.read' : 'dm.indicate_typing';
  const body = envelope === 'aaa' ? { for_user_id: accountId, ...lists } : activity(world, accountId, eventType, lists);
  return { eventType, id: last, body };
}

/** XAA alone carries these, and nobody without the chat keys can read what is in them. */
function encrypted(world: XWorld, accountId: string, personId: string, id: string, sentAt: number): object {
  return activity(world, accountId, 'chat.received', {
    id,
    created_at_msec: String(sentAt),
    sender_id: personId,
    conversation_id: `${personId}:${accountId}`,
    conversation_key_version: String(sentAt),
    encoded_event: Buffer.from(world.random.base62(60)).toString('base64'),
    message_event_signature: { public_key_version: '1', signature: world.random.base62(60), signature_version: '7' },
  });
}
