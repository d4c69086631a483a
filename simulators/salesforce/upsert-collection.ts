import { z } from 'zod';
import type { Answer } from '../harness/call.ts';
import type { ObjectType } from './object-types.ts';
import type { RecordStore, RecordValues } from './record-store.ts';
import { SalesforceError } from './salesforce-error.ts';
import { validateRecord } from './validate-record.ts';
import { externalIdField, upsertRecord, type WriteOptions } from './write-record.ts';

// developer.salesforce.com, REST API guide, "Upsert Multiple Records with Fewer Round-Trips"
const maxRecords = 200;

const collectionSchema = z.strictObject({
  allOrNone: z.boolean().default(false),
  records: z.array(z.looseObject({ attributes: z.looseObject({ type: z.string() }) })).min(1),
});
type Row = z.output<typeof collectionSchema>['records'][number];

/** These are found while the body is read, before any row is written: they end the whole request. */
const readingErrors = new Set(['JSON_PARSER_ERROR', 'INVALID_FIELD']);

/** `PATCH /composite/sobjects/{type}/{external id field}`: a result for each row, in their order. */
export function upsertCollection(
  store: RecordStore,
  type: ObjectType,
  fieldName: string,
  body: unknown,
  options: WriteOptions,
): Answer {
  const field = externalIdField(type, fieldName).name;
  const parsed = collectionSchema.safeParse(body);
  if (!parsed.success) throw new SalesforceError('JSON_PARSER_ERROR', 'Unexpected parameter or a record without attributes.');
  const { allOrNone, records } = parsed.data;
  if (allOrNone) throw new SalesforceError('INVALID_OPERATION', 'the simulator does not play allOrNone');
  if (records.length > maxRecords) {
    const message = `record limit reached. cannot submit more than ${maxRecords} records into this call`;
    throw new SalesforceError('EXCEEDED_ID_LIMIT', message);
  }
  for (const { attributes: _, [field]: _id, ...values } of records) refuseUnreadable(store, type, values);
  const seen = new Set<string>();
  return { status: 200, body: records.map((row) => resultOf(() => upsertRow(store, type, field, row, seen, options))) };
}

function refuseUnreadable(store: RecordStore, type: ObjectType, values: RecordValues): void {
  try {
    validateRecord(store, type, values, 'update');
  } catch (error) {
    // anything else is for the row itself to say
    if (!(error instanceof SalesforceError) || readingErrors.has(error.errorCode)) throw error;
  }
}

function upsertRow(
  store: RecordStore,
  type: ObjectType,
  field: string,
  { attributes, [field]: id, ...values }: Row,
  seen: Set<string>,
  options: WriteOptions,
): Answer {
  if (attributes.type.toLowerCase() !== type.name.toLowerCase())
    throw new SalesforceError('INVALID_TYPE', `${attributes.type} is not ${type.name}`, []);
  if (typeof id !== 'string' || id === '') throw new SalesforceError('MISSING_ARGUMENT', `${field} not specified`, []);
  if (seen.has(id.toLowerCase())) throw new SalesforceError('DUPLICATE_VALUE', `Duplicate external id specified: ${id}`, [field]);
  seen.add(id.toLowerCase());
  return upsertRecord(store, type, field, id, values, options);
}

function resultOf(upsert: () => Answer): unknown {
  try {
    const { status, body } = upsert();
    if (status !== 300) return body;
    return refusal('DUPLICATE_EXTERNAL_ID', 'More than one record found for external id field', []);
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    // what a duplicate rule found is told to single calls alone
    return refusal(error.errorCode, error.message, error.fields ?? []);
  }
}

const refusal = (statusCode: string, message: string, fields: string[]): unknown => ({
  success: false,
  errors: [{ statusCode, message, fields }],
});
