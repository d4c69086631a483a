import type { Answer, Call } from '../harness/call.ts';
import { appId, appName, type FacebookWorld } from './facebook-world.ts';
import { invalidParameter } from './graph-error.ts';

const knownFields = new Set([
  'messages',
  'messaging_postbacks',
  'messaging_optins',
  'messaging_referrals',
  'messaging_handovers',
  'messaging_policy_enforcement',
  'message_deliveries',
  'message_reads',
  'message_echoes',
  'message_edits',
  'message_reactions',
  'standby',
  'feed',
  'mention',
  'name',
  'picture',
]);

export function answerSubscribedApps(world: FacebookWorld, pageId: string, call: Call): Answer {
  if (call.method === 'DELETE') {
    world.subscribedFields.delete(pageId);
    return { status: 200, body: { success: true } };
  }
  if (call.method === 'POST') {
    world.subscribedFields.set(pageId, askedFields(call));
    return { status: 200, body: { success: true } };
  }
  const fields = world.subscribedFields.get(pageId);
  const app = { category: 'Business', link: 'http://127.0.0.1/', name: appName, id: String(appId), subscribed_fields: fields };
  return { status: 200, body: { data: fields ? [app] : [] } };
}

function askedFields(call: Call): string[] {
  const body = call.body.kind === 'json' || call.body.kind === 'form' ? call.body.value : {};
  const asked = call.query.get('subscribed_fields') ?? (body as { subscribed_fields?: unknown } | null)?.subscribed_fields;
  const fields = (Array.isArray(asked) ? asked.map(String) : String(asked ?? '').split(','))
    .map((field) => field.trim())
    .filter(Boolean);
  if (fields.length === 0) throw invalidParameter('The parameter subscribed_fields is required.');
  const unknown = fields.findIndex((field) => !knownFields.has(field));
  if (unknown >= 0) {
    throw invalidParameter(
      `Param subscribed_fields[${unknown}] must be one of {${[...knownFields].join(', ').toUpperCase()}} - got "${fields[unknown]}".`,
    );
  }
  return fields;
}
