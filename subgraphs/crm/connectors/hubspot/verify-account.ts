import { z } from 'zod';
import type { FieldMapping, Verification } from '../crm-connector.ts';
import { type Caller, callHubspot, type HubspotOffice, type Shut } from './call-hubspot.ts';
import { TIERS } from './hubspot-fields.ts';
import { LEAD_ID_PROPERTY, OWN_PROPERTIES, type OwnProperty } from './own-properties.ts';
import { describeError, type Refused } from './read-failure.ts';

const propertySchema = z.object({
  name: z.string(),
  type: z.string(),
  hasUniqueValue: z.boolean().default(false),
  calculated: z.boolean().default(false),
  options: z.array(z.object({ value: z.string() })).default([]),
  modificationMetadata: z.object({ readOnlyValue: z.boolean().default(false) }).optional(),
});
type Property = z.output<typeof propertySchema>;
const listSchema = z.object({ results: z.array(propertySchema) });
const madeSchema = z.object({ name: z.string() });

/**
 * Looks whether every property that will be written is there and takes what we write, and makes those of our own that are missing where
 * it is told to: better told now than at the first lead.
 */
export async function verifyAccount(office: HubspotOffice, caller: Caller, makesMissing: boolean): Promise<Verification> {
  const listed = await callHubspot(office, caller, { perform: (api) => api.properties.getAll('contacts'), schema: listSchema });
  if (listed.kind !== 'answered') return refused('credentials', explain(listed));
  const properties = listed.value.results;
  const { fieldMapping } = caller.account;
  const fault = faultOf(fieldMapping, properties);
  if (fault) return refused('fieldMapping', fault);
  const idProperty = find(properties, LEAD_ID_PROPERTY);
  if (idProperty && !idProperty.hasUniqueValue) {
    const error = `HubSpot's property ${LEAD_ID_PROPERTY} does not demand unique values. Archive it, so that it can be made anew.`;
    return refused('credentials', error);
  }
  const targets = new Set([LEAD_ID_PROPERTY, ...Object.values(fieldMapping)]);
  const missing = OWN_PROPERTIES.filter(({ name }) => targets.has(name) && !find(properties, name));
  if (makesMissing || missing.length === 0) return makeMissing(office, caller, missing);
  return refused(
    'credentials',
    `HubSpot has no properties of contacts ${namesOf(missing)}. They are made when the connection is saved.`,
  );
}

const namesOf = (missing: readonly OwnProperty[]): string =>
  missing.map(({ name }) => (name === LEAD_ID_PROPERTY ? `${name} (unique)` : name)).join(', ');

async function makeMissing(office: HubspotOffice, caller: Caller, missing: readonly OwnProperty[]): Promise<Verification> {
  for (const property of missing) {
    const made = await callHubspot(office, caller, {
      perform: (api) => api.properties.create('contacts', { ...property, groupName: 'contactinformation' } as never),
      schema: madeSchema,
    });
    // 409: made at the same moment
    if (made.kind === 'answered' || (made.kind === 'refused' && made.status === 409)) continue;
    const error = `HubSpot has no properties of contacts ${namesOf(missing)}, and these credentials may not make them: ${explain(made)} Make them by hand, or give the scope crm.schemas.contacts.write.`;
    return refused('credentials', error);
  }
  return { kind: 'ok' };
}

const WRITABLE_TYPES = new Set(['string', 'number', 'enumeration', 'phone_number']);
/** What a fact may say, where that is a closed list: an enumeration has to have all of it. */
const CLOSED: Readonly<Record<string, readonly string[]>> = {
  tier: Object.values(TIERS),
  rating: Object.values(TIERS),
};

function faultOf(mapping: FieldMapping, properties: readonly Property[]): string | null {
  for (const [source, target] of Object.entries(mapping)) {
    if (target === null) continue;
    const property = find(properties, target);
    if (!property) {
      if (OWN_PROPERTIES.some(({ name }) => name === target)) continue;
      return `HubSpot has no property ${target} of contacts, to which ${source} is mapped.`;
    }
    const fault = misfit(source, property);
    if (fault) return `HubSpot's property ${target}, to which ${source} is mapped, ${fault}.`;
  }
  return null;
}

function misfit(source: string, { type, options, calculated, modificationMetadata }: Property): string | null {
  if (calculated || modificationMetadata?.readOnlyValue) return 'cannot be written';
  if (!WRITABLE_TYPES.has(type) || (type === 'number' && source !== 'points'))
    return `is of the type ${type} and does not take it`;
  if (type !== 'enumeration') return null;
  const wanted = CLOSED[source];
  if (!wanted) return 'takes nothing but the options of a list';
  const lacking = wanted.filter((value) => !options.some((option) => option.value === value));
  return lacking.length > 0 ? `lacks the options ${lacking.join(', ')}` : null;
}

const explain = (answer: Refused | Shut): string =>
  answer.kind === 'refused'
    ? `HubSpot does not let these credentials work (${describeError(answer.error)}).`
    : answer.kind === 'limited'
      ? "HubSpot's calls of today are used up."
      : `HubSpot does not accept the credentials (${answer.error}).`;

const refused = (fault: 'credentials' | 'fieldMapping', error: string): Verification => ({ kind: 'refused', fault, error });

const find = (properties: readonly Property[], name: string): Property | undefined =>
  properties.find((property) => property.name === name);
