import { everything, showPost } from './show.ts';
import { activity, directMessageEvent, type Envelope, legacyPost, postIncludes, usersOf } from './webhook-bodies.ts';
import type { XDeliveries } from './x-deliveries.ts';
import type { DirectMessage, Post, XWorld } from './x-world.ts';

/** The account's own message, as its webhook says it. Does not wait: the app may well see it before the answer to its post. */
export function announceDirectMessage(world: XWorld, deliveries: XDeliveries, accountId: string, message: DirectMessage): void {
  const { envelope, echoes } = world.settings;
  if (!echoes || (envelope === 'xaa' && !world.isSubscribed(accountId, 'dm.sent'))) return;
  void deliveries.deliver('echo', directMessageBody(world, envelope, accountId, message));
}

/** X Activity sends it to those who subscribed to the account's posts, whatever the settings say. */
export function announcePost(world: XWorld, deliveries: XDeliveries, accountId: string, post: Post, eventType: string): void {
  const { envelope, echoes } = world.settings;
  const isWanted =
    envelope === 'aaa' || world.subscriptions.some((each) => each.userId === accountId && each.eventType === eventType);
  if (echoes && isWanted) void deliveries.deliver('echo', postBody(world, envelope, accountId, post, eventType));
}

export function directMessageBody(world: XWorld, envelope: Envelope, accountId: string, message: DirectMessage): object {
  const users = usersOf(world, envelope, [message.senderId, message.recipientId]);
  const events = { direct_message_events: [directMessageEvent(message)], users };
  if (envelope === 'aaa') return { for_user_id: accountId, ...events, apps: {} };
  return activity(world, accountId, message.senderId === accountId ? 'dm.sent' : 'dm.received', events);
}

export function postBody(world: XWorld, envelope: Envelope, accountId: string, post: Post, eventType: string): object {
  if (envelope === 'aaa') return { for_user_id: accountId, tweet_create_events: [legacyPost(world, post)] };
  return activity(world, accountId, eventType, showPost(world, post, everything), postIncludes(world, post));
}
