import type { Answer, Call } from '../harness/call.ts';
import { page, parseQuery } from './parse-request.ts';
import { showDirectMessage, showPost, showUser } from './show.ts';
import { invalidRequest, resourceNotFound } from './x-problem.ts';
import type { Post, XWorld } from './x-world.ts';

const userFields = ['id', 'name', 'username', 'created_at', 'description', 'verified', 'protected'];
const directMessageLists = {
  'dm_event.fields': [
    'attachments',
    'created_at',
    'dm_conversation_id',
    'entities',
    'event_type',
    'id',
    'participant_ids',
    'referenced_tweets',
    'sender_id',
    'text',
  ],
  event_types: ['MessageCreate', 'ParticipantsJoin', 'ParticipantsLeave'],
  expansions: ['attachments.media_keys', 'participant_ids', 'referenced_tweets.id', 'sender_id'],
  'user.fields': userFields,
  'media.fields': ['media_key', 'type', 'url', 'preview_image_url'],
};
const postLists = {
  'tweet.fields': [
    'attachments',
    'author_id',
    'conversation_id',
    'created_at',
    'display_text_range',
    'edit_history_tweet_ids',
    'entities',
    'id',
    'in_reply_to_user_id',
    'lang',
    'note_tweet',
    'public_metrics',
    'referenced_tweets',
    'text',
  ],
  exclude: ['replies', 'retweets'],
  expansions: ['attachments.media_keys', 'author_id', 'in_reply_to_user_id', 'referenced_tweets.id'],
  'user.fields': userFields,
  'media.fields': ['media_key', 'type', 'url', 'preview_image_url'],
};
const paging = ['max_results', 'pagination_token'];

/** `GET /2/dm_events`, and those with one person where `personId` is given. Newest first. */
export function listDirectMessages(world: XWorld, userId: string, personId: string | undefined, call: Call): Answer {
  const asked = parseQuery(call, directMessageLists, paging);
  const all = world.directMessages.filter(
    ({ senderId, recipientId }) =>
      (senderId === userId && (personId ?? recipientId) === recipientId) ||
      (recipientId === userId && (personId ?? senderId) === senderId),
  );
  const { items, meta } = page(call, all.reverse(), 1, 100);
  const data = items.map((message) => showDirectMessage(message, (field) => asked.has('dm_event.fields', field)));
  const senders = asked.has('expansions', 'sender_id') ? items.map(({ senderId }) => senderId) : [];
  return listAnswer(world, data, meta, senders);
}

/** `GET /2/users/{id}/mentions` and `/tweets`. Newest first. */
export function listPosts(world: XWorld, userId: string, list: 'mentions' | 'tweets', call: Call): Answer {
  const asked = parseQuery(call, postLists, [...paging, 'start_time', 'end_time', 'since_id', 'until_id']);
  const since = startTime(call);
  const isListed = (post: Post): boolean =>
    post.sentAt >= since &&
    (list === 'tweets' ? post.authorId === userId : post.authorId !== userId && post.mentions.includes(userId));
  const { items, meta } = page(call, world.posts.filter(isListed).reverse(), 5, 100);
  const data = items.map((post) => showPost(world, post, (field) => asked.has('tweet.fields', field)));
  const authors = asked.has('expansions', 'author_id') ? items.map(({ authorId }) => authorId) : [];
  return listAnswer(world, data, meta, authors);
}

function startTime(call: Call): number {
  const asked = call.query.get('start_time');
  if (asked === null) return 0;
  const ms = Date.parse(asked);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(asked) || ms < Date.UTC(2010, 10, 6) || ms > Date.now()) {
    throw invalidRequest(
      'start_time',
      asked,
      `Invalid 'start_time':'${asked}'. 'start_time' must be a past moment after 2010-11-06`,
    );
  }
  return ms;
}

function listAnswer(world: XWorld, data: object[], meta: object, userIds: readonly string[]): Answer {
  const users = [...new Set(userIds)].map((id) => showUser(world, id)).filter((user) => user !== undefined);
  return {
    status: 200,
    body: { ...(data.length > 0 && { data }), ...(users.length > 0 && { includes: { users } }), meta },
  };
}

/** `GET /2/users/{id}` and `/2/users/me`: a 200 with errors where nobody of that id is known. */
export function readUser(world: XWorld, userId: string, call: Call): Answer {
  parseQuery(call, { 'user.fields': userFields }, []);
  const data = showUser(world, userId);
  return { status: 200, body: data ? { data } : { errors: [resourceNotFound('user', userId)] } };
}

/** The account's own: it always has a name. */
export function readMe(world: XWorld, userId: string, call: Call): Answer {
  parseQuery(call, { 'user.fields': userFields }, []);
  const me = { id: userId, name: `Account ${userId}`, username: world.username(userId) };
  return { status: 200, body: { data: showUser(world, userId) ?? me } };
}
