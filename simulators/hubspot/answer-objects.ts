import type { Answer, Call } from '../harness/call.ts';
import { invalid, methodNotAllowed, notFound } from './hubspot-error.ts';
import type { HubspotWorld } from './hubspot-world.ts';
import { findObjectType, type ObjectType } from './object-types.ts';
import { batchReadSchema, checkBatch, createSchema, readInput, updateSchema } from './read-input.ts';
import type { StoredRecord } from './record-store.ts';
import { searchObjects } from './search-objects.ts';
import { createBatch, updateBatch, upsertBatch } from './write-batch.ts';
import { archiveRecord, createRecord, showRecord, showWhole, updateRecord } from './write-record.ts';

/** `/crm/v3/objects/{contacts|notes}` and below. */
export function answerObjects(world: HubspotWorld, path: readonly string[], call: Call): Answer {
  const [typeName = '', first, second, ...beyond] = path;
  const type = findObjectType(typeName);
  if (!type) throw invalid(`Unable to infer object type from: ${typeName}`);
  if (beyond.length > 0) throw notFound();
  if (first === undefined) return answerCollection(world, type, call);
  if (first === 'search' && second === undefined) return posted(call, () => searchObjects(world, type, call));
  if (first === 'batch') {
    if (second === 'upsert') return posted(call, () => upsertBatch(world, type, call));
    if (second === 'update') return posted(call, () => updateBatch(world, type, call));
    if (second === 'create') return posted(call, () => createBatch(world, type, call));
    if (second === 'read') return posted(call, () => readBatch(world, type, call));
    throw notFound();
  }
  if (second !== undefined) throw notFound();
  return answerRecord(world, type, first, call);
}

function posted(call: Call, answer: () => Answer): Answer {
  if (call.method !== 'POST') throw methodNotAllowed();
  return answer();
}

function answerCollection(world: HubspotWorld, type: ObjectType, call: Call): Answer {
  if (call.method === 'POST') {
    const { properties, associations } = readInput(createSchema, call);
    return { status: 201, body: showWhole(createRecord(world, type, properties, associations)) };
  }
  if (call.method !== 'GET') throw methodNotAllowed();
  const limit = Number(call.query.get('limit') ?? 10);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw invalid('limit must be between 1 and 100');
  const after = call.query.get('after') ?? '0';
  // ids only grow, so a page begins behind the last id of the one before it
  const rest = world.records.ofType(type).filter(({ id }) => Number(id) > Number(after));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const paging = last && rest.length > limit ? { paging: { next: { after: last.id, link: '' } } } : {};
  return { status: 200, body: { results: page.map((record) => showRecord(record, asked(call))), ...paging } };
}

function answerRecord(world: HubspotWorld, type: ObjectType, id: string, call: Call): Answer {
  const record = findRecord(world, type, id, call.query.get('idProperty'));
  if (call.method === 'DELETE') {
    if (record) archiveRecord(world, record);
    return { status: 204 };
  }
  if (!['GET', 'PATCH'].includes(call.method)) throw methodNotAllowed();
  if (!record) throw notFound('resource not found');
  if (call.method === 'PATCH') {
    const { properties } = readInput(updateSchema, call);
    return { status: 200, body: showWhole(updateRecord(world, record, properties)) };
  }
  return { status: 200, body: showRecord(record, asked(call)) };
}

/** What is not there is left out: 207 with a row that says so for every one. */
function readBatch(world: HubspotWorld, type: ObjectType, call: Call): Answer {
  const { inputs, properties, idProperty } = readInput(batchReadSchema, call);
  checkBatch(inputs.map(({ id }) => id));
  const startedAt = new Date().toISOString();
  const found = inputs.map(({ id }) => ({ id, record: findRecord(world, type, id, idProperty ?? null) }));
  const missing = found.filter(({ record }) => !record).map(({ id }) => id);
  const results = found.flatMap(({ record }) => (record ? [showRecord(record, properties)] : []));
  const body = { status: 'COMPLETE', results, startedAt, completedAt: new Date().toISOString() };
  if (missing.length === 0) return { status: 200, body };
  const error = {
    ...{ status: 'error', category: 'OBJECT_NOT_FOUND', context: { ids: missing }, errors: [], links: {} },
    message: `Could not get some ${type.singular.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`,
  };
  return { status: 207, body: { ...body, numErrors: 1, errors: [error] } };
}

function findRecord(world: HubspotWorld, type: ObjectType, id: string, idProperty: string | null): StoredRecord | undefined {
  if (idProperty === null || idProperty === 'hs_object_id') return world.records.find(type, id);
  if (!world.properties.find(type, idProperty)?.hasUniqueValue) {
    throw invalid(`Unable to read by non-unique ${type.objectTypeId} property ${idProperty}`);
  }
  return world.records.findByUnique(type, idProperty, id);
}

const asked = (call: Call): string[] =>
  call.query
    .getAll('properties')
    .flatMap((names) => names.split(','))
    .filter(Boolean);
