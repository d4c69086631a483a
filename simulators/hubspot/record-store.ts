import type { Random } from '../harness/seeded-random.ts';
import type { ObjectType } from './object-types.ts';
import type { PropertyTypes } from './property-types.ts';

export type RecordValues = Readonly<Record<string, string | null>>;

export interface StoredRecord {
  readonly id: string;
  readonly type: ObjectType;
  readonly createdAt: Date;
  updatedAt: Date;
  archived: boolean;
  values: RecordValues;
  /** What a search may find: the values as of each write, the oldest first; null where it was archived. */
  readonly versions: { readonly atMs: number; readonly values: RecordValues | null }[];
}

const versionsKept = 10;

export class RecordStore {
  readonly #random: Random;
  readonly #properties: PropertyTypes;
  readonly #records = new Map<string, StoredRecord>();
  /** By type, property and value of a unique property. */
  readonly #byUnique = new Map<string, StoredRecord>();
  #lastId = 700_000_000_000;

  constructor(random: Random, properties: PropertyTypes) {
    this.#random = random;
    this.#properties = properties;
  }

  find(type: ObjectType, id: string): StoredRecord | undefined {
    const record = this.#records.get(id);
    return record?.type === type && !record.archived ? record : undefined;
  }

  findByUnique(type: ObjectType, property: string, value: string): StoredRecord | undefined {
    return this.#byUnique.get(uniqueKey(type, property, value));
  }

  /** Those that are not archived, in the order in which they were made. */
  ofType(type: ObjectType): StoredRecord[] {
    return [...this.#records.values()].filter((record) => record.type === type && !record.archived);
  }

  /** Archived ones too: a search that lags finds them yet. */
  everOfType(type: ObjectType): StoredRecord[] {
    return [...this.#records.values()].filter((record) => record.type === type);
  }

  insert(type: ObjectType, values: RecordValues): StoredRecord {
    // digits alone, ever larger, and with gaps, as HubSpot's are
    this.#lastId += 1 + Math.floor(this.#random.next() * 90_000);
    const now = new Date();
    const record: StoredRecord = {
      ...{ id: String(this.#lastId), type, createdAt: now, updatedAt: now, archived: false, values: {}, versions: [] },
    };
    this.#records.set(record.id, record);
    this.#write(record, values, now);
    return record;
  }

  update(record: StoredRecord, values: RecordValues): void {
    this.#write(record, values, new Date());
  }

  archive(record: StoredRecord): void {
    this.#unindex(record);
    record.archived = true;
    record.updatedAt = new Date();
    record.versions.push({ atMs: Date.now(), values: null });
  }

  empty(): void {
    this.#records.clear();
    this.#byUnique.clear();
  }

  #write(record: StoredRecord, values: RecordValues, now: Date): void {
    this.#unindex(record);
    const at = now.toISOString();
    const stamps: RecordValues =
      record.type.name === 'contacts'
        ? { createdate: record.createdAt.toISOString(), lastmodifieddate: at }
        : { hs_createdate: record.createdAt.toISOString(), hs_lastmodifieddate: at };
    record.updatedAt = now;
    record.values = {
      ...record.values,
      ...values,
      ...stamps,
      ...{ hs_object_id: record.id, hs_object_source: 'INTEGRATION' },
    };
    record.versions.push({ atMs: now.getTime(), values: record.values });
    if (record.versions.length > versionsKept) record.versions.shift();
    for (const key of this.#uniqueKeys(record)) this.#byUnique.set(key, record);
  }

  #unindex(record: StoredRecord): void {
    for (const key of this.#uniqueKeys(record)) this.#byUnique.delete(key);
  }

  #uniqueKeys({ type, values }: StoredRecord): string[] {
    return this.#properties
      .unique(type)
      .map(({ name }) => ({ name, value: values[name] }))
      .filter(({ value }) => value)
      .map(({ name, value }) => uniqueKey(type, name, value ?? ''));
  }
}

const uniqueKey = (type: ObjectType, property: string, value: string): string =>
  `${type.name}/${property}/${value.toLowerCase()}`;
