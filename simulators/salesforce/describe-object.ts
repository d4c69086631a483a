import { type FieldType, type ObjectType, objectTypes } from './object-types.ts';

export function describeObject(type: ObjectType, version: number): Record<string, unknown> {
  return {
    ...describeBriefly(type, version),
    fields: type.fields.map(describeField),
    childRelationships: [],
    recordTypeInfos: [],
  };
}

export function describeGlobal(version: number): Record<string, unknown> {
  return { encoding: 'UTF-8', maxBatchSize: 200, sobjects: objectTypes.map((type) => describeBriefly(type, version)) };
}

function describeBriefly({ name, keyPrefix }: ObjectType, version: number): Record<string, unknown> {
  const url = `/services/data/v${version}.0/sobjects/${name}`;
  return {
    name,
    label: name,
    labelPlural: `${name}s`,
    keyPrefix,
    custom: false,
    createable: true,
    updateable: true,
    deletable: true,
    queryable: true,
    urls: { sobject: url, describe: `${url}/describe`, rowTemplate: `${url}/{ID}` },
  };
}

function describeField(field: FieldType): Record<string, unknown> {
  const values = field.values ?? [];
  return {
    name: field.name,
    label: field.label,
    type: field.type,
    length: field.length ?? (field.type === 'id' || field.type === 'reference' ? 18 : 0),
    nillable: !field.required && field.type !== 'boolean' && field.type !== 'id',
    defaultedOnCreate: field.default !== undefined,
    createable: !field.readOnly,
    updateable: !field.readOnly,
    custom: field.name.endsWith('__c'),
    externalId: field.externalId ?? false,
    unique: field.externalId ?? false,
    idLookup: field.type === 'id' || (field.externalId ?? false),
    restrictedPicklist: values.length > 0,
    picklistValues: values.map((value) => ({ active: true, defaultValue: value === field.default, label: value, value })),
  };
}
