import type { Random } from '../harness/seeded-random.ts';
import type { ObjectType } from './object-types.ts';
import { canonicalId, newRecordId } from './record-id.ts';

export type RecordValues = Record<string, unknown>;

const ownerId = '005Px000000Sim0IAC';

export interface StoredRecord {
  id: string;
  type: ObjectType;
  /** Every field of the type, null when it has no value. */
  values: RecordValues;
}

export class RecordStore {
  readonly #records = new Map<string, StoredRecord>();
  /** By type, external id field and value; more than one record only when seeded so. */
  readonly #byExternalId = new Map<string, Set<StoredRecord>>();

  constructor(private readonly random: Random) {}

  /** Accepts ids of 15 and 18 characters. */
  find(type: ObjectType, id: string): StoredRecord | undefined {
    const record = this.#records.get(canonicalId(id) ?? '');
    return record?.type === type ? record : undefined;
  }

  findById(id: string): StoredRecord | undefined {
    return this.#records.get(canonicalId(id) ?? '');
  }

  findByExternalId(type: ObjectType, field: string, value: string): StoredRecord[] {
    return [...(this.#byExternalId.get(externalKey(type, field, value)) ?? [])];
  }

  /** People with this address, in lower case. */
  findByEmail(email: string): StoredRecord[] {
    return [...this.#records.values()].filter(({ values }) => String(values.Email ?? '').toLowerCase() === email);
  }

  ofType(type: ObjectType): StoredRecord[] {
    return [...this.#records.values()].filter((record) => record.type === type);
  }

  insert(type: ObjectType, values: RecordValues): StoredRecord {
    const id = newRecordId(type.keyPrefix, this.random);
    const empty = Object.fromEntries(type.fields.map((field) => [field.name, field.default ?? null]));
    const now = salesforceTime(new Date());
    const record: StoredRecord = { id, type, values: { ...empty, OwnerId: ownerId, ...values, Id: id, CreatedDate: now } };
    this.#records.set(id, record);
    this.#complete(record, now);
    return record;
  }

  update(record: StoredRecord, values: RecordValues): void {
    this.#unindex(record);
    Object.assign(record.values, values);
    this.#complete(record, salesforceTime(new Date()));
  }

  delete(record: StoredRecord): void {
    this.#unindex(record);
    this.#records.delete(record.id);
  }

  empty(): void {
    this.#records.clear();
    this.#byExternalId.clear();
  }

  /** Fields that Salesforce computes, and the index. */
  #complete(record: StoredRecord, now: string): void {
    const { values, type } = record;
    values.LastModifiedDate = now;
    values.SystemModstamp = now;
    if (type.name === 'Lead' || type.name === 'Contact')
      values.Name = [values.FirstName, values.LastName].filter(Boolean).join(' ');
    if (type.name === 'Task') {
      values.IsClosed = values.Status === 'Completed';
      values.CompletedDateTime = values.IsClosed ? (values.CompletedDateTime ?? now) : null;
    }
    for (const key of externalKeys(record)) {
      const records = this.#byExternalId.get(key) ?? new Set<StoredRecord>();
      this.#byExternalId.set(key, records.add(record));
    }
  }

  #unindex(record: StoredRecord): void {
    for (const key of externalKeys(record)) this.#byExternalId.get(key)?.delete(record);
  }
}

function externalKeys({ type, values }: StoredRecord): string[] {
  return type.fields
    .filter((field) => field.externalId && typeof values[field.name] === 'string')
    .map((field) => externalKey(type, field.name, String(values[field.name])));
}

/** External ids of text are unique without regard to case, as in an org where nobody ticked the box. */
function externalKey(type: ObjectType, field: string, value: string): string {
  return `${type.name}/${field}/${value.toLowerCase()}`;
}

/** Salesforce's time: milliseconds and an offset without a colon. */
function salesforceTime(date: Date): string {
  return date.toISOString().replace('Z', '+0000');
}
