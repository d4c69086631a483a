import type { Answer, Call } from '../harness/call.ts';
import { authenticateAccount } from './authenticate-account.ts';
import { GraphError, graphErrorAnswer, noSuchObject } from './graph-error.ts';
import { appId, appName, type MetaWorld } from './meta-world.ts';
import { parseFields, pickFields } from './parse-fields.ts';
import { readNode } from './read-node.ts';
import { type Links, listConversations, listMessages, takeConversationCall } from './read-thread.ts';
import { refreshToken } from './refresh-token.ts';
import { sendMessage } from './send-message.ts';
import { answerSubscribedApps } from './subscribed-apps.ts';
import type { WebhookDeliveries } from './webhook-deliveries.ts';

const defaultVersion = 'v25.0';
const knownVersion = /^v2[0-5]\.0$/;

export function answerGraph(world: MetaWorld, deliveries: WebhookDeliveries, baseUrl: string, call: Call): Answer {
  const segments = call.path.split('/').slice(1).map(decodeURIComponent);
  const isVersioned = /^v\d+\.\d+$/.test(segments[0] ?? '');
  const version = isVersioned ? (segments.shift() ?? '') : defaultVersion;
  const headers = { 'facebook-api-version': version, 'cache-control': 'no-store' };
  try {
    if (!knownVersion.test(version)) throw new GraphError(`Unknown path components: ${call.path}`, 2500);
    const answer = route(world, deliveries, `${baseUrl}/${version}`, segments, call);
    return { ...answer, headers: { ...headers, ...answer.headers } };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const answer = graphErrorAnswer(error);
    return { ...answer, headers: { ...headers, ...answer.headers } };
  }
}

function route(world: MetaWorld, deliveries: WebhookDeliveries, versionUrl: string, segments: string[], call: Call): Answer {
  const [node = '', edge, ...rest] = segments;
  const verb = call.method.toLowerCase();
  if (node === 'refresh_access_token' && world.surface.name === 'instagram') return refreshToken(world, call);
  const accountId = authenticateAccount(world, call);
  const id = node === 'me' ? accountId : node;
  const links: Links = { versionUrl, token: `${world.surface.tokenPrefix}${accountId}` };
  if (id === '' || rest.length > 0) throw new GraphError(`Unknown path components: ${call.path}`, 2500);
  if (edge === undefined) {
    if (verb !== 'get') throw noSuchObject(verb, id);
    if (id === 'app' && world.surface.name === 'facebook') return { status: 200, body: readApp(call) };
    return { status: 200, body: readNode(world, accountId, id, call.query, links) };
  }
  const thread = edge === 'messages' && verb === 'get' ? world.findThreadById(accountId, id) : undefined;
  if (thread) {
    takeConversationCall(world, accountId);
    const fields = parseFields(call.query.get('fields') ?? 'id,created_time');
    return { status: 200, body: listMessages(world, thread, fields, call.query, links) };
  }
  // The token of another account sees this one as if it were not there.
  if (id !== accountId) throw noSuchObject(verb, id);
  if (edge === 'messages' && verb === 'post') return sendMessage(world, deliveries, id, call);
  if (edge === 'subscribed_apps' && ['get', 'post', 'delete'].includes(verb)) return answerSubscribedApps(world, id, call);
  if (edge === 'conversations' && verb === 'get') return listConversations(world, id, call.query, links);
  throw new GraphError(`Unknown path components: /${edge}`, 2500);
}

/** The application that the token was made for. */
const readApp = (call: Call): Record<string, unknown> =>
  pickFields(
    'Application',
    { id: String(appId), name: appName, category: 'Business', link: 'http://127.0.0.1/' },
    parseFields(call.query.get('fields') ?? 'id,name'),
  );
