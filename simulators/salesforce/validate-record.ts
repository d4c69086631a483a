import { type FieldType, findField, type ObjectType } from './object-types.ts';
import { canonicalId } from './record-id.ts';
import type { RecordStore, RecordValues } from './record-store.ts';
import { SalesforceError } from './salesforce-error.ts';

const emailShape = /^[^\s@<>()[\],;:"\\]+@[^\s@.]+(\.[^\s@.]+)+$/;

/**
 * The values as they would be stored, under the fields' own names, or the error that Salesforce gives first: unknown columns
 * stop the whole request, then each value is looked at, and required fields come last.
 */
export function validateRecord(
  store: RecordStore,
  type: ObjectType,
  body: unknown,
  operation: 'insert' | 'update',
): RecordValues {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw new SalesforceError('JSON_PARSER_ERROR', 'The request body must be a JSON object at [line:1, column:1]');
  }
  const fields = Object.entries(body)
    .filter(([name]) => name !== 'attributes')
    .map(([name, value]) => ({ field: knownField(type, name), value }));
  const readOnly = fields.filter(({ field }) => field.readOnly).map(({ field }) => field.name);
  if (readOnly.length > 0) {
    throw new SalesforceError(
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      `Unable to create/update fields: ${readOnly.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
      readOnly,
    );
  }
  const values = Object.fromEntries(fields.map(({ field, value }) => [field.name, storableValue(store, field, value)]));
  const required = type.fields.filter((field) => field.required);
  const missing = required
    .filter(({ name }) => (name in values ? !values[name] : operation === 'insert'))
    .map(({ name }) => name);
  if (missing.length > 0) {
    throw new SalesforceError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, missing);
  }
  return values;
}

function knownField(type: ObjectType, name: string): FieldType {
  const field = findField(type, name);
  if (!field) throw new SalesforceError('INVALID_FIELD', `No such column '${name}' on sobject of type ${type.name}`);
  return field;
}

function storableValue(store: RecordStore, field: FieldType, value: unknown): unknown {
  if (value === null || value === '') {
    // A checkbox has no third state.
    if (field.type === 'boolean')
      throw new SalesforceError('INVALID_TYPE_ON_FIELD_IN_RECORD', `${field.label}: value not of required type: `, [field.name]);
    return null;
  }
  switch (field.type) {
    case 'double':
      return typeof value === 'number' ? value : cannotDeserialize('double', value);
    case 'boolean':
      return typeof value === 'boolean' ? value : cannotDeserialize('boolean', value);
    case 'date':
      return typeof value === 'string' && isDate(value, /^\d{4}-\d{2}-\d{2}$/) ? value : cannotDeserialize('date', value);
    case 'datetime':
      return typeof value === 'string' && isDate(value, /^\d{4}-\d{2}-\d{2}T/) ? value : cannotDeserialize('datetime', value);
    default:
      return storableText(store, field, typeof value === 'object' ? cannotDeserialize('string', value) : String(value));
  }
}

function storableText(store: RecordStore, field: FieldType, value: string): string {
  const { name, label, length = 255 } = field;
  if (field.type === 'reference') return existingReference(store, field, value);
  if (field.type === 'picklist' && !field.values?.includes(value)) {
    throw new SalesforceError(
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `${label}: bad value for restricted picklist field: ${value}`,
      [name],
    );
  }
  // Salesforce counts UTF-16 units, so an emoji is two.
  if (value.length > length) {
    const shown = field.type === 'textarea' ? value.slice(0, 100) : value;
    throw new SalesforceError('STRING_TOO_LONG', `${label}: data value too large: ${shown} (max length=${length})`, [name]);
  }
  if (field.type === 'email' && !emailShape.test(value)) {
    throw new SalesforceError('INVALID_EMAIL_ADDRESS', `${label}: invalid email address: ${value}`, [name]);
  }
  return field.type === 'textarea' ? value : value.trim();
}

function existingReference(store: RecordStore, { name, label, refersTo = [] }: FieldType, value: string): string {
  const id = canonicalId(value);
  if (!id) throw new SalesforceError('MALFORMED_ID', `${label}: id value of incorrect type: ${value}`, [name]);
  if (!refersTo.some((prefix) => id.startsWith(prefix))) {
    throw new SalesforceError('FIELD_INTEGRITY_EXCEPTION', `${label}: id value of incorrect type: ${value}`, [name]);
  }
  // Leads and contacts are kept; a reference to anything else is taken on trust.
  if (!['00Q', '003'].some((prefix) => id.startsWith(prefix))) return id;
  const referred = store.findById(id);
  if (!referred) throw new SalesforceError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', []);
  if (referred.values.IsConverted === true)
    throw new SalesforceError('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', [name]);
  return id;
}

function isDate(value: string, shape: RegExp): boolean {
  return shape.test(value) && !Number.isNaN(Date.parse(value));
}

function cannotDeserialize(type: string, value: unknown): never {
  const token =
    typeof value === 'object'
      ? 'START_OBJECT'
      : `VALUE_${typeof value === 'boolean' ? String(value).toUpperCase() : typeof value === 'number' ? 'NUMBER' : 'STRING'}`;
  const shown = typeof value === 'object' ? '{' : String(value);
  throw new SalesforceError(
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${type} from ${token} value ${shown} or request may be missing a required field at [line:1, column:1]`,
  );
}
