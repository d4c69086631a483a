import { z } from 'zod';
import { badUserInput } from '#kernel/errors/public-error.ts';
import type { CrmLead, CrmValues, FieldMapping } from '../crm-connector.ts';

export const LEAD_ID_FIELD = 'Parley_Lead_Id__c';
export const ACTIVITY_ID_FIELD = 'Parley_Activity_Id__c';
export const EXTERNAL_ID_FIELDS = [LEAD_ID_FIELD, ACTIVITY_ID_FIELD] as const;

/** jsforce puts an external id into the address as it is: a uuid without its dashes means nothing in one. */
export const externalIdOf = (id: string): string => id.replaceAll('-', '');

/** What may be mapped, and the field that it goes to unless the tenant says otherwise. */
const USUAL_FIELDS = {
  firstName: 'FirstName',
  lastName: 'LastName',
  company: 'Company',
  email: 'Email',
  phone: 'Phone',
  rating: 'Rating',
  tier: 'Parley_Tier__c',
  points: 'Parley_Points__c',
  signals: 'Parley_Signals__c',
  stage: null,
  platform: null,
} as const satisfies Record<string, string | null>;
type Source = keyof typeof USUAL_FIELDS;
const SOURCES = Object.keys(USUAL_FIELDS) as Source[];

/** What is the person's own, and what somebody may have entered before us. */
export const PERSONAL_FACTS = ['firstName', 'lastName', 'company', 'email', 'phone'] as const satisfies readonly Source[];
export type PersonalFact = (typeof PERSONAL_FACTS)[number];

/** These are numbers; all else is text. */
export const NUMBERS: ReadonlySet<string> = new Set(['points'] satisfies Source[]);

/** Salesforce makes no lead without them. */
const REQUIRED: ReadonlySet<Source> = new Set(['lastName', 'company']);

const API_NAME = /^[A-Za-z]\w{0,79}$/;
const mappingSchema = z.partialRecord(z.enum(SOURCES as [Source, ...Source[]]), z.string().regex(API_NAME).nullable());

/** The usual fields with the tenant's over them; null leaves a fact out. Throws BAD_USER_INPUT at `field`. */
export function parseSalesforceMapping(value: unknown, field: string): FieldMapping {
  const parsed = mappingSchema.safeParse(value ?? {});
  if (!parsed.success) {
    throw badUserInput(
      field,
      `fieldMapping is an object from any of ${SOURCES.join(', ')} to the API name of a field of Lead, or to null to leave it out.`,
    );
  }
  const mapping: FieldMapping = { ...USUAL_FIELDS, ...parsed.data };
  const dropped = [...REQUIRED].find((source) => mapping[source] === null);
  if (dropped) throw badUserInput(field, `fieldMapping cannot leave out ${dropped}: Salesforce makes no lead without it.`);
  const targets = Object.values(mapping).filter((target) => target !== null);
  const taken = targets.find((target, index) => targets.slice(0, index).some((other) => sameField(other, target)));
  if (taken) throw badUserInput(field, `fieldMapping writes two facts to ${taken}.`);
  const reserved = targets.find((target) => [LEAD_ID_FIELD, 'Id'].some((own) => sameField(own, target)));
  if (reserved) throw badUserInput(field, `fieldMapping cannot write to ${reserved}: leads are found by it.`);
  return mapping;
}

/** Salesforce's names have no case. */
export const sameField = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const MAX = { lastName: 80, firstName: 40, company: 255, email: 80, phone: 40, signals: 32_000 } as const;
const EMAIL = /^[^\s@<>()[\],;:"\\]+@[^\s@.]+(\.[^\s@.]+)+$/;
const RATING = { HOT: 'Hot', WARM: 'Warm', COLD: 'Cold' } as const;

/**
 * The record to write. A fact that is not known is left out, so that what a person entered in Salesforce stays. A value that Salesforce
 * is known to refuse is left out as well: it must not cost the whole lead.
 */
export function leadFields(mapping: FieldMapping, lead: CrmLead): Record<string, string | number> {
  const { email, phone } = lead;
  const facts: Record<Source, string | number | null> = {
    ...nameOf(lead.displayName),
    company: lead.company && clip(lead.company, MAX.company),
    email: email && email.length <= MAX.email && EMAIL.test(email) ? email : null,
    phone: phone && phone.length <= MAX.phone ? phone : null,
    rating: RATING[lead.tier],
    tier: lead.tier,
    points: lead.points,
    signals: lead.signals && clip(lead.signals.join('; '), MAX.signals),
    stage: lead.stage,
    platform: lead.platform,
  };
  return mapped(mapping, facts);
}

/** What a lead that Salesforce does not have yet cannot be made without. */
export function requiredFields(mapping: FieldMapping, lead: CrmLead): Record<string, string | number> {
  // the id's last characters: its first ones are a time, the same for all who wrote in one minute
  return mapped(mapping, { lastName: `Messenger contact ${lead.contactId.slice(-4)}`, company: 'Unknown' });
}

/** The record as it would be written: a new lead's with the fill-ins. */
export const previewLead = (mapping: FieldMapping, lead: CrmLead): Record<string, string | number> => ({
  ...(lead.isNew ? requiredFields(mapping, lead) : {}),
  ...leadFields(mapping, lead),
});

/** The record without what these facts are written to. */
export const withoutFacts = (mapping: FieldMapping, fields: CrmValues, facts: ReadonlySet<string>): CrmValues => {
  const dropped = new Set([...facts].map((fact) => mapping[fact]));
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !dropped.has(field)));
};

function mapped(mapping: FieldMapping, facts: Partial<Record<Source, string | number | null>>): Record<string, string | number> {
  const fields: Record<string, string | number> = {};
  for (const [source, value] of Object.entries(facts)) {
    const target = mapping[source];
    if (target && value !== null && value !== '') fields[target] = value;
  }
  return fields;
}

/** The last word is the last name. */
function nameOf(displayName: string | null): { firstName: string | null; lastName: string | null } {
  const words = (displayName ?? '').split(/\s+/).filter(Boolean);
  const lastName = words.pop() ?? null;
  return { firstName: clip(words.join(' '), MAX.firstName) || null, lastName: lastName && clip(lastName, MAX.lastName) };
}

/** At most `length` UTF-16 units, as Salesforce counts, and no half of a character at the end. */
export const clip = (text: string, length: number): string =>
  text.length <= length ? text : text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
