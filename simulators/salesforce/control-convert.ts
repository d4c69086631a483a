import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import { methodNotAllowed, parseControl } from '../harness/parse-control.ts';
import { findObjectType, type ObjectType } from './object-types.ts';
import type { RecordStore } from './record-store.ts';

const convertSchema = z.strictObject({ leadId: z.string() });

/** `POST /_convert`: a person converts a lead. It becomes a contact, to which its tasks go over. */
export function controlConvert(store: RecordStore, call: Call): Answer {
  if (call.method !== 'POST') return methodNotAllowed;
  const { leadId } = parseControl(convertSchema, call);
  const [lead, contact, task] = ['Lead', 'Contact', 'Task'].map(findObjectType) as [ObjectType, ObjectType, ObjectType];
  const record = store.find(lead, leadId);
  if (!record) return { status: 404, body: { error: `no lead ${leadId}` } };
  const { FirstName, LastName, Email, Phone } = record.values;
  const became = store.insert(contact, { FirstName, LastName, Email, Phone });
  store.update(record, { IsConverted: true, ConvertedContactId: became.id, Status: 'Closed - Converted' });
  for (const each of store.ofType(task)) if (each.values.WhoId === record.id) store.update(each, { WhoId: became.id });
  return { status: 200, body: { contactId: became.id } };
}
