import type { Answer, Call } from '../harness/call.ts';
import { authenticatePage } from './authenticate-page.ts';
import type { FacebookWorld } from './facebook-world.ts';
import { GraphError, graphErrorAnswer, noSuchObject } from './graph-error.ts';
import { parseFields } from './parse-fields.ts';
import { readNode } from './read-node.ts';
import { type Links, listConversations, listMessages } from './read-thread.ts';
import { sendMessage } from './send-message.ts';
import { answerSubscribedApps } from './subscribed-apps.ts';
import type { WebhookDeliveries } from './webhook-deliveries.ts';

const defaultVersion = 'v25.0';
const knownVersion = /^v2[0-5]\.0$/;

export function answerGraph(world: FacebookWorld, deliveries: WebhookDeliveries, baseUrl: string, call: Call): Answer {
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

function route(world: FacebookWorld, deliveries: WebhookDeliveries, versionUrl: string, segments: string[], call: Call): Answer {
  const tokenPage = authenticatePage(world, call);
  const [node = '', edge, ...rest] = segments;
  const id = node === 'me' ? tokenPage : node;
  const verb = call.method.toLowerCase();
  const links: Links = { versionUrl, token: `EAAG-sim-${tokenPage}` };
  if (id === '' || rest.length > 0) throw new GraphError(`Unknown path components: ${call.path}`, 2500);
  if (edge === undefined) {
    if (verb !== 'get') throw noSuchObject(verb, id);
    return { status: 200, body: readNode(world, tokenPage, id, call.query, links) };
  }
  const thread = edge === 'messages' && verb === 'get' ? world.findThreadById(tokenPage, id) : undefined;
  if (thread) {
    const fields = parseFields(call.query.get('fields') ?? 'id,created_time');
    return { status: 200, body: listMessages(world, thread, fields, call.query, links) };
  }
  // The token of another page sees this one as if it were not there.
  if (id !== tokenPage) throw noSuchObject(verb, id);
  if (edge === 'messages' && verb === 'post') return sendMessage(world, deliveries, id, call);
  if (edge === 'subscribed_apps' && ['get', 'post', 'delete'].includes(verb)) return answerSubscribedApps(world, id, call);
  if (edge === 'conversations' && verb === 'get') return listConversations(world, id, call.query, links);
  throw new GraphError(`Unknown path components: /${edge}`, 2500);
}
