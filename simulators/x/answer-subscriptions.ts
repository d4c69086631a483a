import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import { type Caller, needScopes } from './authenticate-user.ts';
import { page, parseBody, parseQuery } from './parse-request.ts';
import { forbidden, invalidRequest, notFound, XProblem } from './x-problem.ts';
import { firstWebhookId, type Subscription, type XWorld } from './x-world.ts';

const publicEvents = [
  'profile.update.bio',
  'follow.follow',
  'follow.unfollow',
  'like.create',
  'post.create',
  'post.delete',
  'post.repost.create',
] as const;
const privateEvents = [
  'chat.received',
  'chat.sent',
  'chat.conversation.join',
  'dm.received',
  'dm.sent',
  'dm.read',
  'dm.indicate_typing',
  'post.mention.create',
  'post.reply.create',
  'post.quote.create',
] as const;
const maxSubscriptions = 1500;

const requestSchema = z.strictObject({
  event_type: z.enum([...publicEvents, ...privateEvents]),
  filter: z.strictObject({ user_id: z.string().regex(/^\d{1,19}$/), direction: z.enum(['inbound', 'outbound']).optional() }),
  tag: z.string().max(200).optional(),
  webhook_id: z
    .string()
    .regex(/^\d{1,19}$/)
    .optional(),
});

/** `/2/activity/subscriptions`: the app's, whoever asks. Private events are for the token of the user whose they are. */
export function answerSubscriptions(world: XWorld, caller: Caller, id: string | undefined, call: Call): Answer {
  if (id !== undefined && call.method === 'DELETE') return remove(world, id);
  if (id !== undefined) throw notFound();
  if (call.method === 'POST') return create(world, caller, call);
  needScopes(world, caller, ['tweet.read', 'like.read']);
  parseQuery(call, {}, ['max_results', 'pagination_token']);
  const { items, meta } = page(call, [...world.subscriptions].reverse(), 1, 1000);
  return {
    status: 200,
    body: { data: items.map(show), meta: { ...meta, total_subscriptions: world.subscriptions.length } },
  };
}

function create(world: XWorld, caller: Caller, call: Call): Answer {
  const { event_type: eventType, filter, tag, webhook_id: webhookId } = parseBody(requestSchema, call);
  const isPrivate = (privateEvents as readonly string[]).includes(eventType);
  if (isPrivate && !(caller.kind === 'user' && caller.userId === filter.user_id)) {
    throw forbidden(`The event ${eventType} is private: the user has to authorize the app.`);
  }
  needScopes(world, caller, /^(dm|chat)\./.test(eventType) ? ['dm.read'] : ['tweet.read']);
  const isKnown = webhookId === undefined || webhookId === firstWebhookId || world.webhooks.some((hook) => hook.id === webhookId);
  if (!isKnown) throw invalidRequest('$.webhook_id', webhookId, '$.webhook_id: no such webhook');
  const isSame = (each: Subscription): boolean =>
    each.eventType === eventType && each.userId === filter.user_id && each.webhookId === webhookId;
  if (world.subscriptions.some(isSame)) throw new XProblem(409, 'Conflict', 'A duplicate subscription already exists.');
  if (world.subscriptions.length >= maxSubscriptions) throw forbidden('The app has as many subscriptions as its tier allows.');
  const subscription = {
    id: world.newId(),
    eventType,
    userId: filter.user_id,
    tag,
    webhookId,
    createdAt: new Date().toISOString(),
  };
  world.subscriptions.push(subscription);
  return {
    status: 200,
    body: { data: { subscription: show(subscription) }, meta: { total_subscriptions: world.subscriptions.length } },
  };
}

function remove(world: XWorld, id: string): Answer {
  const index = world.subscriptions.findIndex((each) => each.id === id);
  if (index < 0) throw notFound();
  world.subscriptions.splice(index, 1);
  return { status: 200, body: { data: { deleted: true }, meta: { total_subscriptions: world.subscriptions.length } } };
}

const show = ({ id, eventType, userId, tag, webhookId, createdAt }: Subscription): Record<string, unknown> => ({
  subscription_id: id,
  event_type: eventType,
  filter: { user_id: userId },
  created_at: createdAt,
  updated_at: createdAt,
  ...(tag === undefined ? {} : { tag }),
  ...(webhookId === undefined ? {} : { webhook_id: webhookId }),
});
