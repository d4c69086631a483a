import type { Answer, Call } from '../harness/call.ts';
import { invalidParameter } from './graph-error.ts';
import { appId, appName, type MetaWorld } from './meta-world.ts';

const otherAppId = '704000000000002';

export function answerSubscribedApps(world: MetaWorld, accountId: string, call: Call): Answer {
  if (call.method === 'DELETE') {
    world.subscribe(accountId, []);
    return { status: 200, body: { success: true } };
  }
  if (call.method === 'POST') {
    world.subscribe(accountId, askedFields(world, call));
    return { status: 200, body: { success: true } };
  }
  return {
    status: 200,
    body: {
      data: [
        ...appEntry(appName, String(appId), world.subscribedFields(accountId)),
        ...appEntry('Another application', otherAppId, world.settings.otherAppFields),
      ],
    },
  };
}

const appEntry = (name: string, id: string, fields: readonly string[]): object[] =>
  fields.length === 0 ? [] : [{ category: 'Business', link: 'http://127.0.0.1/', name, id, subscribed_fields: fields }];

function askedFields({ surface: { knownFields } }: MetaWorld, call: Call): string[] {
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
