import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import { methodNotAllowed, parseControl } from '../harness/parse-control.ts';
import { findObjectType, objectTypes } from './object-types.ts';
import type { RecordStore } from './record-store.ts';

const seedSchema = z.strictObject({ type: z.enum(['Lead', 'Contact', 'Task']), fields: z.record(z.string(), z.unknown()) });

/**
 * `/_records`: GET lists what is stored, DELETE empties it, POST stores one record past every rule, which is how a test comes
 * to two leads with one external id or to a converted one.
 */
export function controlRecords(store: RecordStore, call: Call): Answer {
  if (call.method === 'DELETE') {
    store.empty();
    return { status: 200, body: [] };
  }
  if (call.method === 'POST') {
    const { type, fields } = parseControl(seedSchema, call);
    const objectType = objectTypes.find((each) => each.name === type);
    if (!objectType) return { status: 400, body: { error: `no object type ${type}` } };
    return { status: 200, body: { id: store.insert(objectType, fields).id } };
  }
  if (call.method !== 'GET') return methodNotAllowed;
  const asked = call.query.get('type');
  const types = asked === null ? objectTypes : [findObjectType(asked)].filter((type) => type !== undefined);
  return {
    status: 200,
    body: types.flatMap((type) => store.ofType(type).map((record) => ({ type: type.name, ...record.values }))),
  };
}
