import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import { methodNotAllowed, parseControl } from '../harness/parse-control.ts';
import type { HubspotWorld } from './hubspot-world.ts';
import { contactType, findObjectType, noteType } from './object-types.ts';
import { archiveRecord } from './write-record.ts';

const seedSchema = z.strictObject({
  type: z.enum(['contacts', 'notes']),
  properties: z.record(z.string(), z.string().nullable()),
  contactId: z.string().optional(),
});

/**
 * `/_records`: GET lists what is stored, DELETE archives it (`?id=`) or empties the account, POST stores one record past every rule and
 * permission, PATCH changes one, which is how a test plays a person who works at the CRM.
 */
export function controlRecords(world: HubspotWorld, call: Call): Answer {
  const id = call.query.get('id') ?? '';
  const record = world.records.find(contactType, id) ?? world.records.find(noteType, id);
  switch (call.method) {
    case 'GET':
      return { status: 200, body: list(world, call.query.get('type')) };
    case 'POST': {
      const { type, properties, contactId } = parseControl(seedSchema, call);
      const made = world.records.insert(type === 'notes' ? noteType : contactType, properties);
      if (contactId !== undefined) world.associations.associate(made.id, contactId);
      return { status: 200, body: { id: made.id } };
    }
    case 'PATCH':
      if (!record) return { status: 404, body: { error: `no record ${id}` } };
      world.records.update(record, parseControl(z.record(z.string(), z.string().nullable()), call));
      return { status: 200, body: { id } };
    case 'DELETE':
      if (call.query.has('id') && record) archiveRecord(world, record);
      else if (!call.query.has('id')) world.empty();
      return { status: 200, body: [] };
    default:
      return methodNotAllowed;
  }
}

function list(world: HubspotWorld, asked: string | null): Record<string, unknown>[] {
  const types = asked === null ? [contactType, noteType] : [findObjectType(asked)].filter((type) => type !== undefined);
  return types.flatMap((type) =>
    world.records.ofType(type).map(({ id, values }) => ({
      ...{ type: type.name, id, properties: values },
      ...(type === noteType ? { contactIds: world.associations.of('notes', id) } : {}),
    })),
  );
}
