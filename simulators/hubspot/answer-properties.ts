import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import { HubspotError, invalid, methodNotAllowed, notFound } from './hubspot-error.ts';
import type { HubspotWorld } from './hubspot-world.ts';
import { findObjectType, type ObjectType, type PropertyType } from './object-types.ts';
import { readInput } from './read-input.ts';

const createSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,99}$/, 'names of properties are of lower-case letters, digits and underscores'),
  label: z.string().min(1),
  type: z.enum(['string', 'number', 'date', 'datetime', 'enumeration', 'bool']),
  fieldType: z.enum(['textarea', 'text', 'date', 'file', 'number', 'select', 'radio', 'checkbox', 'booleancheckbox']),
  groupName: z.string().min(1),
  description: z.string().optional(),
  hasUniqueValue: z.boolean().optional(),
  options: z.array(z.looseObject({ label: z.string(), value: z.string() })).optional(),
  displayOrder: z.int().optional(),
  hidden: z.boolean().optional(),
  formField: z.boolean().optional(),
  externalOptions: z.boolean().optional(),
});

const groups = ['contactinformation', 'engagement'];
/** Beside those that HubSpot itself says are unique (property docs: up to ten of an object). */
const maxUnique = 10;

/** `/crm/v3/properties/{type}` and `/{type}/{name}`. */
export function answerProperties(world: HubspotWorld, path: readonly string[], call: Call): Answer {
  const [typeName = '', name, ...beyond] = path;
  const type = findObjectType(typeName);
  if (!type) throw invalid(`Unable to infer object type from: ${typeName}`);
  if (beyond.length > 0) throw notFound();
  if (name === undefined) {
    if (call.method === 'POST') return { status: 201, body: showProperty(createProperty(world, type, call)) };
    if (call.method !== 'GET') throw methodNotAllowed();
    return { status: 200, body: { results: world.properties.of(type).map(showProperty) } };
  }
  const property = world.properties.find(type, name);
  if (!property) throw notFound(`Property with name ${name} does not exist`);
  if (call.method === 'GET') return { status: 200, body: showProperty(property) };
  if (call.method !== 'DELETE') throw methodNotAllowed();
  if (!property.custom) throw invalid(`Property ${name} is read only and cannot be archived`);
  world.properties.remove(type, name);
  return { status: 204 };
}

function createProperty(world: HubspotWorld, type: ObjectType, call: Call): PropertyType {
  const {
    name,
    label,
    type: valueType,
    fieldType,
    groupName,
    description,
    hasUniqueValue,
    options,
  } = readInput(createSchema, call);
  if (world.properties.find(type, name)) {
    throw new HubspotError(`A property named '${name}' already exists.`, { status: 409, category: 'OBJECT_ALREADY_EXISTS' });
  }
  if (!groups.includes(groupName)) throw invalid(`Property group ${groupName} does not exist`);
  if (hasUniqueValue && !['string', 'number'].includes(valueType)) throw invalid('Only text and numbers can be unique');
  const unique = world.properties.unique(type).filter(({ custom }) => custom);
  if (hasUniqueValue && unique.length >= maxUnique) throw invalid(`An object may have ${maxUnique} unique properties`);
  const property: PropertyType = {
    ...{ name, label, type: valueType, fieldType, groupName, custom: true, createdAt: new Date().toISOString() },
    ...(description === undefined ? {} : { description }),
    ...(hasUniqueValue === undefined ? {} : { hasUniqueValue }),
    ...(options === undefined ? {} : { options }),
  };
  world.properties.add(type, property);
  return property;
}

const showProperty = (property: PropertyType): Record<string, unknown> => {
  const { name, label, type, fieldType, groupName, description = '', hasUniqueValue = false, options = [] } = property;
  const { readOnly = false, custom = false, createdAt } = property;
  return {
    ...{ name, label, type, fieldType, groupName, description, hasUniqueValue },
    ...(createdAt === undefined ? {} : { createdAt, updatedAt: createdAt }),
    options: options.map((option, displayOrder) => ({ ...option, displayOrder, hidden: false })),
    ...{ displayOrder: -1, calculated: false, externalOptions: false, archived: false, hidden: false },
    ...{ hubspotDefined: !custom, formField: !readOnly },
    modificationMetadata: { archivable: custom, readOnlyDefinition: !custom, readOnlyOptions: false, readOnlyValue: readOnly },
  };
};
