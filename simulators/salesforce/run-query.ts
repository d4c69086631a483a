import type { Answer } from '../harness/call.ts';
import { findField, findObjectType, type ObjectType } from './object-types.ts';
import { parseSoql, type SoqlCondition, type SoqlValue } from './parse-soql.ts';
import { canonicalId } from './record-id.ts';
import type { RecordStore, StoredRecord } from './record-store.ts';
import { SalesforceError } from './salesforce-error.ts';
import { recordUrl } from './write-record.ts';

/** All records in one answer: a stand-in's store does not grow past what one page of the original carries. */
export function runQuery(store: RecordStore, text: string, version: number): Answer {
  const query = parseSoql(text);
  const type = findObjectType(query.from);
  if (!type) throw new SalesforceError('INVALID_TYPE', `sObject type '${query.from}' is not supported.`);
  const columns = query.fields.map((field) => column(type, field));
  const conditions = query.where.map((condition) => ({ ...condition, field: column(type, condition.field) }));
  const found = store.ofType(type).filter((record) => conditions.every((condition) => holds(record, condition)));
  if (query.orderBy) {
    const { descending } = query.orderBy;
    const field = column(type, query.orderBy.field);
    found.sort((a, b) => compare(a.values[field], b.values[field]) * (descending ? -1 : 1));
  }
  const records = found.slice(0, query.limit);
  const rows = columns.length === 0 ? [] : records.map((record) => readRow(record, columns, version));
  return { status: 200, body: { totalSize: records.length, done: true, records: rows } };
}

export function readRow(record: StoredRecord, columns: string[], version: number): Record<string, unknown> {
  const attributes = { type: record.type.name, url: recordUrl(record, version) };
  return { attributes, ...Object.fromEntries(columns.map((name) => [name, record.values[name]])) };
}

export function column(type: ObjectType, name: string): string {
  const field = findField(type, name);
  if (field) return field.name;
  throw new SalesforceError(
    'INVALID_FIELD',
    `No such column '${name}' on entity '${type.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
  );
}

function holds(record: StoredRecord, { field, operator, values }: SoqlCondition): boolean {
  const actual = record.values[field];
  const [expected = null] = values;
  const isId = field === 'Id' || field.endsWith('Id');
  const equals = (value: SoqlValue): boolean =>
    compare(actual, isId && typeof value === 'string' ? (canonicalId(value) ?? value) : value) === 0;
  switch (operator) {
    case '=':
      return equals(expected);
    case '!=':
      return !equals(expected);
    case 'IN':
      return values.some(equals);
    case 'LIKE':
      return likePattern(String(expected)).test(String(actual ?? ''));
    default:
      break;
  }
  if (actual === null || expected === null) return false;
  const order = compare(actual, expected);
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

/** Text without regard to case, as SOQL compares it; nothing comes before something. */
function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return -1;
  if (b === null) return 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a).toLowerCase(), String(b).toLowerCase()];
  return left === right ? 0 : left < right ? -1 : 1;
}

function likePattern(pattern: string): RegExp {
  const escaped = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return new RegExp(`^${escaped}$`, 'is');
}
