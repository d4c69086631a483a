import type { Answer, Call } from '../harness/call.ts';
import { HubspotError, invalid, notFound, type RowError, rowError } from './hubspot-error.ts';
import type { HubspotWorld } from './hubspot-world.ts';
import type { ObjectType } from './object-types.ts';
import { batchCreateSchema, batchUpsertSchema, checkBatch, maxBatch, readInput } from './read-input.ts';
import type { RecordValues, StoredRecord } from './record-store.ts';
import { archiveRecord, createRecord, showWhole, updateRecord, upsertRecord } from './write-record.ts';

interface Written {
  readonly record: StoredRecord;
  /** Null for a record that the row made. */
  readonly before: RecordValues | null;
  readonly more: Readonly<Record<string, unknown>>;
}

interface Row {
  readonly traceId: string | undefined;
  readonly context: RowError['context'];
  /** Throws HubSpot's error. */
  readonly write: () => Written;
}

/** `batch/upsert`: every row by one unique property, which may differ from row to row no more than its value. */
export function upsertBatch(world: HubspotWorld, type: ObjectType, call: Call): Answer {
  const { inputs } = readInput(batchUpsertSchema, call);
  checkBatch(inputs.map(({ id }) => id.toLowerCase()));
  const rows = inputs.map(({ id, idProperty, properties, objectWriteTraceId }): Row => {
    if (!idProperty || !world.properties.find(type, idProperty)?.hasUniqueValue) {
      throw invalid(`Unable to perform update/upsert by non-unique ${type.objectTypeId} property ${idProperty ?? ''}`);
    }
    const write: Row['write'] = () => {
      const before = world.records.findByUnique(type, idProperty, id)?.values ?? null;
      const record = upsertRecord(world, type, { idProperty, id, properties });
      return { record, before, more: { new: before === null } };
    };
    return { traceId: objectWriteTraceId, context: contextOf(objectWriteTraceId, id), write };
  });
  return writeRows(world, rows, 200);
}

/** `batch/update`: rows by HubSpot's own ids, or by a unique property; one that is not there is refused. */
export function updateBatch(world: HubspotWorld, type: ObjectType, call: Call): Answer {
  const { inputs } = readInput(batchUpsertSchema, call);
  checkBatch(inputs.map(({ id }) => id.toLowerCase()));
  const rows = inputs.map(({ id, idProperty, properties, objectWriteTraceId }): Row => {
    if (idProperty !== undefined && !world.properties.find(type, idProperty)?.hasUniqueValue) {
      throw invalid(`Unable to perform update/upsert by non-unique ${type.objectTypeId} property ${idProperty}`);
    }
    const write: Row['write'] = () => {
      const record = idProperty ? world.records.findByUnique(type, idProperty, id) : world.records.find(type, id);
      if (!record) throw notFound(`${type.singular} ${id} does not exist`);
      const before = record.values;
      return { record: updateRecord(world, record, properties), before, more: {} };
    };
    return { traceId: objectWriteTraceId, context: contextOf(objectWriteTraceId, id), write };
  });
  return writeRows(world, rows, 200);
}

export function createBatch(world: HubspotWorld, type: ObjectType, call: Call): Answer {
  const { inputs } = readInput(batchCreateSchema, call);
  if (inputs.length > maxBatch) throw invalid(`The maximum batch size is ${maxBatch}, but ${inputs.length} were sent`);
  const rows = inputs.map(({ properties, associations, objectWriteTraceId }): Row => {
    const write: Row['write'] = () => ({ record: createRecord(world, type, properties, associations), before: null, more: {} });
    return { traceId: objectWriteTraceId, context: contextOf(objectWriteTraceId, ''), write };
  });
  return writeRows(world, rows, 201);
}

const contextOf = (traceId: string | undefined, id: string): RowError['context'] =>
  traceId === undefined ? { ids: [id] } : { objectWriteTraceId: [traceId], ids: [id] };

/**
 * With a trace id in every row the answer tells row by row (207 where one was refused); without them the first that is refused takes the
 * batch with it. Rows that stand are answered in an order of HubSpot's own.
 */
function writeRows(world: HubspotWorld, rows: readonly Row[], status: number): Answer {
  const startedAt = new Date().toISOString();
  const isTraced = rows.every(({ traceId }) => traceId !== undefined);
  const written: Written[] = [];
  const results: Record<string, unknown>[] = [];
  const errors: RowError[] = [];
  for (const { traceId, context, write } of rows) {
    try {
      const row = write();
      written.push(row);
      results.unshift({
        ...showWhole(row.record),
        ...row.more,
        ...(traceId === undefined ? {} : { objectWriteTraceId: traceId }),
      });
    } catch (error) {
      if (!(error instanceof HubspotError)) throw error;
      if (!isTraced) {
        for (const row of written.reverse()) takeBack(world, row);
        throw error;
      }
      errors.push(rowError(error, context));
    }
  }
  const body = { status: 'COMPLETE', results, startedAt, completedAt: new Date().toISOString() };
  return errors.length === 0 ? { status, body } : { status: 207, body: { ...body, numErrors: errors.length, errors } };
}

function takeBack(world: HubspotWorld, { record, before }: Written): void {
  if (before) world.records.update(record, before);
  else archiveRecord(world, record);
}
