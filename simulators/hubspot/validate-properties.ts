import { invalid } from './hubspot-error.ts';
import { portalId } from './hubspot-settings.ts';
import type { ObjectType, PropertyType } from './object-types.ts';
import type { PropertyTypes } from './property-types.ts';
import type { RecordValues } from './record-store.ts';

interface PropertyError {
  readonly message: string;
  readonly error: string;
  readonly name: string;
}

// HubSpot's own addresses must end in a domain that exists; a dot and two letters is as near as a stand-in comes
const emailShape = /^[^\s@<>()[\],;:"\\]{1,64}@[^\s@.]+(\.[^\s@.]+)*\.[a-z]{2,}$/i;
const maxTextLength = 65_536;

/** The values as they would be stored, or HubSpot's one error that names all properties that are not valid. */
export function validateProperties(
  types: PropertyTypes,
  type: ObjectType,
  given: Readonly<Record<string, unknown>>,
  isNew: boolean,
): RecordValues {
  const errors: PropertyError[] = [];
  const values: Record<string, string | null> = {};
  for (const [name, value] of Object.entries(given)) {
    const property = types.find(type, name);
    if (!property) {
      errors.push({ message: `Property "${name}" does not exist`, error: 'PROPERTY_DOESNT_EXIST', name });
      continue;
    }
    if (value !== null && typeof value === 'object') throw invalid(`Invalid input JSON: cannot read the value of ${name}`);
    const text = value === null || value === '' ? null : String(value);
    const error = property.readOnly ? readOnly(property) : text === null ? null : refuse(property, text);
    if (error) errors.push(error);
    values[name] = property.name === 'email' ? (text?.trim().toLowerCase() ?? null) : text;
  }
  if (errors.length > 0) throw notValid(errors);
  const missing = isNew ? type.required.filter((name) => !values[name]) : [];
  if (missing.length > 0) {
    const message = `Error creating ${type.singular.toUpperCase()}. Some required properties were not set.`;
    throw invalid(message, { context: { properties: missing } });
  }
  return values;
}

/** The list stands in the message as JSON, which is how integrations learn which property was refused. */
const notValid = (errors: readonly PropertyError[]) => {
  const details = errors.map((error) => ({
    ...{ isValid: false, ...error },
    ...{ localizedErrorMessage: error.message, portalId },
  }));
  return invalid(`Property values were not valid: ${JSON.stringify(details)}`);
};

const readOnly = ({ name }: PropertyType): PropertyError => ({
  ...{ message: `"${name}" is a read only property; its value cannot be set.`, error: 'READ_ONLY_VALUE', name },
});

function refuse(property: PropertyType, text: string): PropertyError | null {
  const { name, type, options } = property;
  const wrong = (error: string, message: string): PropertyError => ({ message, error, name });
  if (text.length > maxTextLength) return wrong('PROPERTY_VALUE_TOO_LONG', `The value of ${name} is too long`);
  if (name === 'email' && !emailShape.test(text.trim())) return wrong('INVALID_EMAIL', `Email address ${text} is invalid`);
  if (type === 'number' && !/^-?\d+(\.\d+)?$/.test(text)) return wrong('INVALID_INTEGER', `${text} was not a valid integer.`);
  if ((type === 'datetime' || type === 'date') && !isTime(text))
    return wrong('INVALID_DATE', `${text} was not a valid timestamp.`);
  if (type === 'bool' && !['true', 'false'].includes(text)) return wrong('INVALID_OPTION', `${text} was not a valid boolean.`);
  if (type === 'enumeration' && options && !options.some(({ value }) => value === text)) {
    const allowed = options.map(({ value }) => value).join(', ');
    return wrong('INVALID_OPTION', `${text} was not one of the allowed options: [${allowed}]`);
  }
  return null;
}

/** ISO 8601, or milliseconds as digits. */
const isTime = (text: string): boolean =>
  /^\d{10,14}$/.test(text) || (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text)));
