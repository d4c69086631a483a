import type { Answer } from '../harness/call.ts';
import { type FieldType, findField, type ObjectType } from './object-types.ts';
import type { RecordStore, RecordValues, StoredRecord } from './record-store.ts';
import { notFound, SalesforceError } from './salesforce-error.ts';
import { validateRecord } from './validate-record.ts';

export interface WriteOptions {
  version: number;
  /** A duplicate rule on the e-mail address stands, and the caller did not ask to save anyway. */
  refuseDuplicates: boolean;
  /** Whether somebody else holds the row. */
  meetsLock: () => boolean;
}

export function createRecord(store: RecordStore, type: ObjectType, body: unknown, options: WriteOptions): Answer {
  const values = validateRecord(store, type, body, 'insert');
  const record = insertRecord(store, type, values, options);
  return {
    status: 201,
    headers: { location: `/services/data/v${options.version}.0/sobjects/${type.name}/${record.id}` },
    body: { id: record.id, success: true, errors: [] },
  };
}

export function updateRecord(store: RecordStore, record: StoredRecord, body: unknown, options: WriteOptions): Answer {
  refuseLocked(options);
  change(store, record, validateRecord(store, record.type, body, 'update'));
  return { status: 204 };
}

/** `PATCH /sobjects/{type}/{external id field}/{value}`: the one write that may be repeated without harm. */
export function upsertRecord(
  store: RecordStore,
  type: ObjectType,
  fieldName: string,
  externalId: string,
  body: unknown,
  options: WriteOptions,
): Answer {
  const field = externalIdField(type, fieldName);
  const inBody = Object.keys((body ?? {}) as object).find((name) =>
    [field.name, 'Id'].some((own) => own.toLowerCase() === name.toLowerCase()),
  );
  if (inBody) throw new SalesforceError('INVALID_FIELD', `The ${inBody} field should not be specified in the sobject data.`);
  const matches = store.findByExternalId(type, field.name, externalId);
  if (matches.length > 1) return { status: 300, body: matches.map((record) => recordUrl(record, options.version)) };
  const [match] = matches;
  refuseLocked(options);
  if (match) {
    change(store, match, validateRecord(store, type, body, 'update'));
    // Until version 45 an update by external id told nothing.
    if (options.version < 46) return { status: 204 };
    return { status: 200, body: { id: match.id, success: true, errors: [], created: false } };
  }
  const values = validateRecord(store, type, { ...(body as object | null), [field.name]: externalId }, 'insert');
  const record = insertRecord(store, type, values, options);
  return { status: 201, body: { id: record.id, success: true, errors: [], ...(options.version < 46 ? {} : { created: true }) } };
}

export function externalIdField(type: ObjectType, name: string): FieldType {
  const field = findField(type, name);
  if (!field?.externalId) throw notFound(`Provided external ID field does not exist or is not accessible: ${name}`);
  return field;
}

export function recordUrl(record: StoredRecord, version: number): string {
  return `/services/data/v${version}.0/sobjects/${record.type.name}/${record.id}`;
}

function insertRecord(store: RecordStore, type: ObjectType, values: RecordValues, options: WriteOptions): StoredRecord {
  refuseSecondExternalId(store, type, values);
  if (options.refuseDuplicates) refuseDuplicate(store, type, values, options.version);
  return store.insert(type, values);
}

function refuseLocked({ meetsLock }: WriteOptions): void {
  if (!meetsLock()) return;
  throw new SalesforceError('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record or 1 records', []);
}

function change(store: RecordStore, record: StoredRecord, values: RecordValues): void {
  if (record.values.IsConverted === true)
    throw new SalesforceError('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', []);
  refuseSecondExternalId(store, record.type, values, record);
  store.update(record, values);
}

function refuseSecondExternalId(store: RecordStore, type: ObjectType, values: RecordValues, self?: StoredRecord): void {
  for (const { name } of type.fields.filter((field) => field.externalId)) {
    const value = values[name];
    if (typeof value !== 'string') continue;
    const other = store.findByExternalId(type, name, value).find((record) => record !== self);
    if (!other) continue;
    throw new SalesforceError(
      'DUPLICATE_VALUE',
      `duplicate value found: ${name} duplicates value on record with id: ${other.id}`,
      [],
    );
  }
}

function refuseDuplicate(store: RecordStore, type: ObjectType, values: RecordValues, version: number): void {
  if (type.name !== 'Lead' || typeof values.Email !== 'string') return;
  const email = values.Email.toLowerCase();
  const alike = store.findByEmail(email);
  if (alike.length === 0) return;
  const matchResults = ['Lead', 'Contact'].flatMap((entityType) => {
    const matches = alike.filter((record) => record.type.name === entityType);
    if (matches.length === 0) return [];
    const matchRecords = matches.map((match) => ({
      additionalInformation: [],
      fieldDiffs: [],
      matchConfidence: 100,
      record: { attributes: { type: entityType, url: recordUrl(match, version) }, Id: match.id },
    }));
    const rule = `Standard_${entityType}_Match_Rule_v1_0`;
    return [{ entityType, errors: [], matchEngine: 'FuzzyMatchEngine', matchRecords, rule, size: matches.length, success: true }];
  });
  throw new SalesforceError('DUPLICATES_DETECTED', 'Use one of these records?', undefined, 400, {
    duplicateResult: {
      allowSave: false,
      duplicateRule: 'Standard_Lead_Duplicate_Rule',
      duplicateRuleEntityType: 'Lead',
      errorMessage: "You're creating a duplicate record.",
      matchResults,
    },
  });
}
