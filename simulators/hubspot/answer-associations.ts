import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import { associationTypeIds } from './associations.ts';
import { invalid, methodNotAllowed, notFound } from './hubspot-error.ts';
import type { HubspotWorld } from './hubspot-world.ts';
import { findObjectType, type ObjectType } from './object-types.ts';
import { readInput } from './read-input.ts';

const maxBatchRead = 1_000;
const batchReadSchema = z.strictObject({
  inputs: z
    .array(z.strictObject({ id: z.string().min(1), after: z.string().optional() }))
    .min(1)
    .max(maxBatchRead),
});

/** `/crm/v4/objects/{type}/{id}/associations/...` and `/crm/v4/associations/{type}/{type}/batch/read`. */
export function answerAssociations(world: HubspotWorld, path: readonly string[], call: Call): Answer {
  const [area, ...rest] = path;
  if (area === 'associations') {
    const [from, to, batch, verb, ...beyond] = rest;
    if (batch !== 'batch' || verb !== 'read' || beyond.length > 0) throw notFound();
    if (call.method !== 'POST') throw methodNotAllowed();
    return readBatch(world, typeOf(from), typeOf(to), call);
  }
  const [fromName, id = '', word, ...target] = rest;
  if (area !== 'objects' || word !== 'associations') throw notFound();
  const from = typeOf(fromName);
  if (target[0] === 'default' && target.length === 3 && call.method === 'PUT') {
    return associate(world, { from, id, to: typeOf(target[1]), toId: target[2] ?? '' });
  }
  if (target.length !== 1) throw notFound();
  if (call.method !== 'GET') throw methodNotAllowed();
  return { status: 200, body: { results: associated(world, from, typeOf(target[0]), id) } };
}

const typeOf = (name = ''): ObjectType => {
  const type = findObjectType(name);
  if (!type) throw invalid(`Unable to infer object type from: ${name}`);
  return type;
};

function associate(world: HubspotWorld, given: { from: ObjectType; id: string; to: ObjectType; toId: string }): Answer {
  const { from, id, to, toId } = given;
  const typeId = associationTypeIds[`${from.name}/${to.name}`];
  if (typeId === undefined) throw invalid(`No default association between ${from.name} and ${to.name}`);
  if (!world.records.find(from, id) || !world.records.find(to, toId))
    throw notFound(`${from.name} ${id} or ${to.name} ${toId} does not exist`);
  const [noteId, contactId] = from.name === 'notes' ? [id, toId] : [toId, id];
  world.associations.associate(noteId, contactId);
  const spec = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: typeId };
  const results = [{ from: { id }, to: { id: toId }, associationSpec: spec }];
  const now = new Date().toISOString();
  return { status: 200, body: { status: 'COMPLETE', results, startedAt: now, completedAt: now } };
}

/** A record with none is not among the results: an error of its own in a 207 says so. */
function readBatch(world: HubspotWorld, from: ObjectType, to: ObjectType, call: Call): Answer {
  const { inputs } = readInput(batchReadSchema, call);
  const startedAt = new Date().toISOString();
  const read = inputs.map(({ id }) => ({ id, associations: associated(world, from, to, id) }));
  const results = read
    .filter(({ associations }) => associations.length > 0)
    .map(({ id, associations }) => ({ from: { id }, to: associations }));
  const errors = read
    .filter(({ associations }) => associations.length === 0)
    .map(({ id }) => ({
      ...{ status: 'error', category: 'OBJECT_NOT_FOUND', subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND' },
      message: `No ${to.singular} is associated with ${from.singular} ${id}.`,
      context: { fromObjectId: [id], fromObjectType: [from.singular], toObjectType: [to.singular] },
      ...{ errors: [], links: {} },
    }));
  const body = { status: 'COMPLETE', results, startedAt, completedAt: new Date().toISOString() };
  return errors.length === 0 ? { status: 200, body } : { status: 207, body: { ...body, numErrors: errors.length, errors } };
}

const associated = (world: HubspotWorld, from: ObjectType, to: ObjectType, id: string) => {
  const typeId = associationTypeIds[`${from.name}/${to.name}`];
  return world.associations.of(from.name, id).map((toId) => ({
    // a number in the guide's examples, a string in the specification: a client has to take both
    toObjectId: Number(toId),
    associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId, label: null }],
  }));
};
