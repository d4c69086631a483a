import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import { announcePost } from './announce.ts';
import { parseBody } from './parse-request.ts';
import { escapeText, withLinks } from './show.ts';
import { weightOf } from './weight-of.ts';
import type { XDeliveries } from './x-deliveries.ts';
import { forbidden } from './x-problem.ts';
import type { Post, XWorld } from './x-world.ts';

const requestSchema = z.strictObject({
  text: z.string().min(1),
  reply: z
    .strictObject({
      in_reply_to_tweet_id: z.string().regex(/^\d{1,19}$/),
      exclude_reply_user_ids: z.array(z.string()).optional(),
    })
    .optional(),
});

const maxWeight = 280;

/** `POST /2/tweets`: texts alone, and every key that is not played is refused. */
export function createPost(world: XWorld, deliveries: XDeliveries, authorId: string, call: Call): Answer {
  const { text, reply } = parseBody(requestSchema, call);
  if (weightOf(text) > maxWeight) throw forbidden('Your Tweet text is too long.');
  const answers = reply && answeredPost(world, authorId, reply.in_reply_to_tweet_id);
  if (world.posts.some((post) => post.authorId === authorId && written(post) === text && post.answers === answers)) {
    throw forbidden('You are not allowed to create a Tweet with duplicate content.');
  }
  const names = answers && answers.authorId !== authorId ? `@${world.username(answers.authorId)} ` : '';
  const id = world.newId();
  const post: Post = {
    id,
    authorId,
    text: names + text,
    textBegins: names.length,
    conversationId: answers?.conversationId ?? id,
    answers,
    mentions: names === '' || !answers ? [] : [answers.authorId],
    sentAt: Date.now(),
  };
  world.posts.push(post);
  if (!call.withholdEcho) announcePost(world, deliveries, authorId, post, 'post.create');
  return { status: 201, body: { data: { id, text: escapeText(withLinks(post.text).text), edit_history_tweet_ids: [id] } } };
}

const written = (post: Post): string => post.text.slice(post.textBegins);

/** Since 2026-02-23 a self-serve app answers only those who summoned the account (X's changelog; the body is recalled). */
function answeredPost(world: XWorld, accountId: string, id: string): Post {
  const post = world.post(id);
  if (!post) throw forbidden('You attempted to reply to a Tweet that is deleted or not visible to you.');
  const isSummons = post.authorId === accountId || post.mentions.includes(accountId) || post.quotes?.authorId === accountId;
  if (world.settings.selfServe && !isSummons) throw forbidden('You are not permitted to perform this action.');
  return post;
}
