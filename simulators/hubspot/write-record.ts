import { associationTypeIds } from './associations.ts';
import { HubspotError, invalid, notFound } from './hubspot-error.ts';
import { portalId, uiDomain } from './hubspot-settings.ts';
import type { HubspotWorld } from './hubspot-world.ts';
import { contactType, type ObjectType } from './object-types.ts';
import type { RecordValues, StoredRecord } from './record-store.ts';
import { validateProperties } from './validate-properties.ts';

type Given = Readonly<Record<string, unknown>>;
interface Association {
  readonly to: { readonly id: string };
  readonly types: readonly { readonly associationCategory: string; readonly associationTypeId: number }[];
}

export function createRecord(
  world: HubspotWorld,
  type: ObjectType,
  given: Given,
  associations: readonly Association[],
): StoredRecord {
  const values = validateProperties(world.properties, type, given, true);
  refuseTaken(world, type, values);
  const contactIds = associations.map((association) => checkAssociation(world, type, association));
  const record = world.records.insert(type, values);
  for (const contactId of contactIds) world.associations.associate(record.id, contactId);
  return record;
}

export function updateRecord(world: HubspotWorld, record: StoredRecord, given: Given): StoredRecord {
  const values = validateProperties(world.properties, record.type, given, false);
  refuseTaken(world, record.type, values, record);
  world.records.update(record, values);
  return record;
}

/** By a unique property: the record that has the value, or a new one with it. */
export function upsertRecord(
  world: HubspotWorld,
  type: ObjectType,
  { idProperty, id, properties }: { idProperty: string; id: string; properties: Given },
): StoredRecord {
  const found = world.records.findByUnique(type, idProperty, id);
  const given = { ...properties, [idProperty]: id };
  return found ? updateRecord(world, found, given) : createRecord(world, type, given, []);
}

export function archiveRecord(world: HubspotWorld, record: StoredRecord): void {
  const [from, to] = record.type.name === 'contacts' ? (['contacts', 'notes'] as const) : (['notes', 'contacts'] as const);
  for (const other of world.associations.of(from, record.id)) {
    if (to === 'notes') world.associations.remove(other, record.id);
    else world.associations.remove(record.id, other);
  }
  world.records.archive(record);
}

/** A property that HubSpot or the account says is unique refuses a value that another record has; an e-mail address in words of its own. */
function refuseTaken(world: HubspotWorld, type: ObjectType, values: RecordValues, self?: StoredRecord): void {
  for (const { name } of world.properties.unique(type)) {
    const value = values[name];
    const other = value ? world.records.findByUnique(type, name, value) : undefined;
    if (!other || other === self) continue;
    if (name === 'email') {
      throw new HubspotError(`Contact already exists. Existing ID: ${other.id}`, { status: 409, category: 'CONFLICT' });
    }
    throw invalid(
      `Cannot set PropertyValueCoordinates{portalId=${portalId}, objectTypeId=${type.objectTypeId}, propertyName=${name}, value=${value}} on ${self?.id ?? 'new'}. ${other.id} already has that value.`,
    );
  }
}

function checkAssociation(world: HubspotWorld, from: ObjectType, { to, types }: Association): string {
  const id = associationTypeIds[`${from.name}/contacts`];
  const wrong = types.find((type) => type.associationCategory !== 'HUBSPOT_DEFINED' || type.associationTypeId !== id);
  if (id === undefined || wrong) {
    throw invalid(`One or more association types in the request are not valid: ${wrong?.associationTypeId ?? ''}`);
  }
  const contact = world.records.find(contactType, to.id);
  if (!contact) throw notFound(`One or more associations are not valid: contact ${to.id} does not exist`);
  return contact.id;
}

/** A record as every address answers it, with the properties that were asked for, or those that were given and HubSpot's own. */
export function showRecord(record: StoredRecord, asked: readonly string[]): Record<string, unknown> {
  const names = [...new Set([...asked, ...record.type.shownByDefault])];
  return {
    id: record.id,
    properties: Object.fromEntries(names.map((name) => [name, record.values[name] ?? null])),
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    archived: record.archived,
    url: `https://${uiDomain}/contacts/${portalId}/record/${record.type.objectTypeId}/${record.id}`,
  };
}

/** After a write HubSpot answers every property that has a value (recorded). */
export const showWhole = (record: StoredRecord): Record<string, unknown> =>
  showRecord(
    record,
    Object.keys(record.values).filter((name) => record.values[name] !== null),
  );
