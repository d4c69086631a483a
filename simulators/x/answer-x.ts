import type { Answer, Call } from '../harness/call.ts';
import { answerSubscriptions } from './answer-subscriptions.ts';
import { answerWebhooks } from './answer-webhooks.ts';
import { authenticate, type Caller, needScopes } from './authenticate-user.ts';
import { createPost } from './create-post.ts';
import { issueToken } from './issue-token.ts';
import { listDirectMessages, listPosts, readMe, readUser } from './read-lists.ts';
import { sendDirectMessage } from './send-direct-message.ts';
import type { XCaps } from './x-caps.ts';
import type { XDeliveries } from './x-deliveries.ts';
import { notFound, problemAnswer, unsupportedAuthentication, XProblem } from './x-problem.ts';
import type { XWorld } from './x-world.ts';

/** What a user's token needs for the calls of one cap (X's OpenAPI document); subscriptions look for themselves. */
const scopesOf: Readonly<Record<string, readonly string[]>> = {
  'dm.send': ['dm.write', 'dm.read', 'tweet.read', 'users.read'],
  'dm.thread': ['dm.read', 'tweet.read', 'users.read'],
  'dm.read': ['dm.read', 'tweet.read', 'users.read'],
  'post.create': ['tweet.read', 'tweet.write', 'users.read'],
  'post.read': ['tweet.read', 'users.read'],
  'mention.read': ['tweet.read', 'users.read'],
  'user.me': ['tweet.read', 'users.read'],
  'user.read': ['tweet.read', 'users.read'],
};

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly cap: string;
  readonly by: 'user' | 'app' | 'either';
  answer(given: { caller: Caller; userId: string; at: string; call: Call }): Answer | Promise<Answer>;
}

const routes = (world: XWorld, deliveries: XDeliveries): readonly Route[] => [
  {
    method: 'POST',
    path: /^\/2\/dm_conversations\/with\/([^/]+)\/messages$/,
    cap: 'dm.send',
    by: 'user',
    answer: ({ userId, at, call }) => sendDirectMessage(world, deliveries, userId, at, call),
  },
  {
    method: 'GET',
    path: /^\/2\/dm_conversations\/with\/([^/]+)\/dm_events$/,
    cap: 'dm.thread',
    by: 'user',
    answer: ({ userId, at, call }) => listDirectMessages(world, userId, at, call),
  },
  {
    method: 'GET',
    path: /^\/2\/dm_events$/,
    cap: 'dm.read',
    by: 'user',
    answer: ({ userId, call }) => listDirectMessages(world, userId, undefined, call),
  },
  {
    method: 'POST',
    path: /^\/2\/tweets$/,
    cap: 'post.create',
    by: 'user',
    answer: ({ userId, call }) => createPost(world, deliveries, userId, call),
  },
  {
    method: 'GET',
    path: /^\/2\/users\/(\d+)\/tweets$/,
    cap: 'post.read',
    by: 'either',
    answer: ({ at, call }) => listPosts(world, at, 'tweets', call),
  },
  {
    method: 'GET',
    path: /^\/2\/users\/(\d+)\/mentions$/,
    cap: 'mention.read',
    by: 'either',
    answer: ({ at, call }) => listPosts(world, at, 'mentions', call),
  },
  {
    method: 'GET',
    path: /^\/2\/users\/me$/,
    cap: 'user.me',
    by: 'user',
    answer: ({ userId, call }) => readMe(world, userId, call),
  },
  {
    method: 'GET',
    path: /^\/2\/users\/(\d+)$/,
    cap: 'user.read',
    by: 'either',
    answer: ({ at, call }) => readUser(world, at, call),
  },
  ...Object.entries({ GET: 'read', POST: 'create', DELETE: 'delete' }).map(
    ([method, verb]): Route => ({
      method,
      path: /^\/2\/activity\/subscriptions(?:\/([^/]+))?$/,
      cap: `subscription.${verb}`,
      by: 'either',
      answer: ({ caller, at, call }) => answerSubscriptions(world, caller, at === '' ? undefined : at, call),
    }),
  ),
  ...['GET', 'POST', 'PUT', 'DELETE'].map(
    (method): Route => ({
      method,
      path: /^\/2\/webhooks(?:\/([^/]+))?$/,
      cap: 'webhooks',
      by: 'app',
      answer: ({ at, call }) => answerWebhooks(world, at === '' ? undefined : at, call),
    }),
  ),
];

/** X's API over this world. */
export function xApi(world: XWorld, deliveries: XDeliveries, caps: XCaps): (call: Call) => Promise<Answer> {
  const known = routes(world, deliveries);
  return (call) => answerX(world, known, caps, call);
}

async function answerX(world: XWorld, known: readonly Route[], caps: XCaps, call: Call): Promise<Answer> {
  const headers: Record<string, string> = { 'api-version': '2.167', 'cache-control': 'no-cache, no-store' };
  try {
    if (call.path === '/2/oauth2/token') return issueToken(world, call);
    const route = known.find(({ method, path }) => method === call.method && path.test(call.path));
    if (!route) throw notFound();
    const caller = authenticate(world, call);
    if (caller.kind === 'app' && route.by === 'user') {
      throw unsupportedAuthentication('OAuth 2.0 Application-Only', 'OAuth 1.0a User Context, OAuth 2.0 User Context');
    }
    if (caller.kind === 'user' && route.by === 'app') {
      throw unsupportedAuthentication('OAuth 2.0 User Context', 'OAuth 2.0 Application-Only');
    }
    needScopes(world, caller, scopesOf[route.cap] ?? []);
    const userId = caller.kind === 'user' ? caller.userId : 'app';
    caps.count(route.cap, world.settings.caps[route.cap] ?? { user15Minutes: 900 }, userId, headers);
    const at = decodeURIComponent(route.path.exec(call.path)?.[1] ?? '');
    const answer = await route.answer({ caller, userId, at, call });
    return { ...answer, headers: { ...headers, ...answer.headers } };
  } catch (error) {
    if (!(error instanceof XProblem)) throw error;
    return { ...problemAnswer(error), headers };
  }
}
