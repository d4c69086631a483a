import { escapeText, everything, showPost, showUser, withLinks } from './show.ts';
import type { DirectMessage, Post, XWorld } from './x-world.ts';

export type Envelope = 'xaa' | 'aaa';

/** A direct message in the shape of version 1.1, which both envelopes carry. */
export function directMessageEvent(message: DirectMessage): Record<string, unknown> {
  const { text, urls } = withLinks(message.text);
  return {
    type: 'message_create',
    id: message.id,
    created_timestamp: String(message.sentAt),
    message_create: {
      target: { recipient_id: message.recipientId },
      sender_id: message.senderId,
      message_data: {
        text: escapeText(text),
        entities: { hashtags: [], symbols: [], user_mentions: [], urls },
      },
    },
  };
}

/** X Activity's users stand within `data`, Account Activity's do not. */
export function usersOf(world: XWorld, envelope: Envelope, ids: readonly string[]): Record<string, unknown> {
  const known = ids.map((id) => [id, showUser(world, id)] as const).filter(([, user]) => user !== undefined);
  return Object.fromEntries(known.map(([id, user]) => [id, envelope === 'xaa' ? { data: user } : user]));
}

/** One event of X Activity. Its uuid is a signed number of 64 bits, another one with every delivery. */
export function activity(world: XWorld, userId: string, eventType: string, payload: unknown, includes?: object): object {
  const uuid = world.random.next() < 0.5 ? `-${world.newId()}` : world.newId();
  const filter = eventType === 'oauth.revoke' ? {} : { user_id: userId };
  return {
    data: { event_uuid: uuid, filter, event_type: eventType, tag: 'parley', payload, ...(includes && { includes }) },
  };
}

export function postIncludes(world: XWorld, post: Post): object {
  const users = [post.authorId, ...post.mentions].map((id) => showUser(world, id)).filter((user) => user !== undefined);
  const tweets = [post, post.quotes].filter((each) => each !== undefined).map((each) => showPost(world, each, everything));
  return { users, tweets };
}

const longText = 140;

/** A post in the shape of version 1.1: ids twice, as a number that loses digits and as a text, and a long text cut. */
export function legacyPost(world: XWorld, post: Post): Record<string, unknown> {
  const { text, urls } = withLinks(post.text);
  const entities = {
    hashtags: [],
    urls,
    user_mentions: post.mentions.map((id) => ({ id: Number(id), id_str: id, screen_name: world.username(id) })),
  };
  const characters = Array.from(escapeText(text));
  const isLong = characters.length > longText;
  const { answers, quotes } = post;
  return {
    created_at: new Date(post.sentAt).toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) ([\d:]+) GMT$/, '$1 $3 $2 $5 +0000 $4'),
    id: Number(post.id),
    id_str: post.id,
    text: isLong ? `${characters.slice(0, longText - 1).join('')}…` : characters.join(''),
    truncated: isLong,
    ...(isLong && { extended_tweet: { full_text: characters.join(''), entities } }),
    user: legacyUser(world, post.authorId),
    entities: isLong ? { ...entities, user_mentions: [] } : entities,
    in_reply_to_status_id_str: answers?.id ?? null,
    in_reply_to_user_id_str: answers?.authorId ?? null,
    is_quote_status: quotes !== undefined,
    ...(quotes && { quoted_status: { id_str: quotes.id, user: legacyUser(world, quotes.authorId) } }),
  };
}

const legacyUser = (world: XWorld, id: string): Record<string, unknown> => ({
  id: Number(id),
  id_str: id,
  screen_name: world.username(id),
  ...(world.nameOf(id) !== undefined && { name: world.nameOf(id) }),
});
