import { z } from 'zod';
import { badUserInput } from '#kernel/errors/public-error.ts';
import { type CrmLead, type FieldMapping, KEPT_FACTS, type KeptFact } from '../crm-connector.ts';
import { LEAD_ID_PROPERTY } from './own-properties.ts';

/** What may be mapped, and the property of a contact that it goes to unless the tenant says otherwise. */
const USUAL_PROPERTIES = {
  firstName: 'firstname',
  lastName: 'lastname',
  company: 'company',
  email: 'email',
  phone: 'phone',
  rating: null,
  tier: 'parley_tier',
  points: 'parley_points',
  signals: 'parley_signals',
  stage: 'parley_stage',
  platform: 'parley_platform',
} as const satisfies Record<string, string | null>;
export type Source = keyof typeof USUAL_PROPERTIES;
const SOURCES = Object.keys(USUAL_PROPERTIES) as Source[];

const mappingSchema = z.partialRecord(
  z.enum(SOURCES as [Source, ...Source[]]),
  z
    .string()
    .regex(/^[a-z]\w{0,99}$/)
    .nullable(),
);

/** The usual properties with the tenant's over them; null leaves a fact out. Throws BAD_USER_INPUT at `field`. */
export function parseHubspotMapping(value: unknown, field: string): FieldMapping {
  const parsed = mappingSchema.safeParse(value ?? {});
  if (!parsed.success) {
    throw badUserInput(
      field,
      `fieldMapping is an object from any of ${SOURCES.join(', ')} to the internal name of a property of contacts, or to null to leave it out.`,
    );
  }
  const mapping: FieldMapping = { ...USUAL_PROPERTIES, ...parsed.data };
  if (mapping['lastName'] === null) {
    throw badUserInput(
      field,
      'fieldMapping cannot leave out lastName: HubSpot makes no contact without a name or an e-mail address.',
    );
  }
  const targets = Object.values(mapping).filter((target) => target !== null);
  const taken = targets.find((target, index) => targets.indexOf(target) < index);
  if (taken) throw badUserInput(field, `fieldMapping writes two facts to ${taken}.`);
  const reserved = targets.find((target) => target === LEAD_ID_PROPERTY || target === 'hs_object_id');
  if (reserved) throw badUserInput(field, `fieldMapping cannot write to ${reserved}: contacts are found by it.`);
  return mapping;
}

export type Properties = Readonly<Record<string, string>>;

const MAX_TEXT = 1_000;
const MAX_SIGNALS = 60_000;
const MAX_EMAIL = 254;
const MAX_PHONE = 50;
/** What HubSpot calls INVALID_EMAIL is more (domains that do not exist): such a lead is refused, and its error names `email`. */
const EMAIL = /^[^\s@<>()[\],;:"\\]{1,64}@[^\s@.]+(\.[^\s@.]+)*\.[a-z]{2,}$/i;
export const TIERS = { HOT: 'Hot', WARM: 'Warm', COLD: 'Cold' } as const;
const NAMES = new Set<string>(['firstName', 'lastName'] satisfies Source[]);

/**
 * What is written of a lead. A fact that is not known is left out, so that what a person entered in HubSpot stays; so is a value that
 * HubSpot is known to refuse: it must not cost the whole lead. Names are for a new contact and for one whose name comes late.
 */
export function leadProperties(mapping: FieldMapping, lead: CrmLead): Properties {
  const isNamed = lead.isNew || lead.isNameLate;
  return { ...fillIns(mapping, lead), ...mapped(mapping, factsOf(lead), (source) => isNamed || !NAMES.has(source)) };
}

/** The name as it would be written, fill-ins among it: a contact that has one of these has no person's. */
export function ownNames(mapping: FieldMapping, lead: CrmLead): readonly Properties[] {
  const isName = (source: string): boolean => NAMES.has(source);
  return [mapped(mapping, { lastName: fillInName(lead) }, isName), mapped(mapping, factsOf(lead), isName)];
}

/** The names of the properties that hold a contact's name. */
export const nameProperties = (mapping: FieldMapping): string[] => [...NAMES].flatMap((source) => mapping[source] ?? []);

/** The properties with facts about the person: where people entered one, it stays. */
export const personProperties = (mapping: FieldMapping): string[] =>
  (['firstName', 'lastName', 'company', 'email', 'phone'] satisfies Source[]).flatMap((source) => mapping[source] ?? []);

/** What people entered of the facts that are then theirs. */
export const keptFactsIn = (mapping: FieldMapping, isEntered: (property: string) => boolean): readonly KeptFact[] =>
  KEPT_FACTS.filter((fact) => mapping[fact] && isEntered(mapping[fact]));

/** HubSpot lists a contact without any name as two dashes. */
const fillIns = (mapping: FieldMapping, lead: CrmLead): Properties =>
  lead.isNew && lead.displayName === null ? mapped(mapping, { lastName: fillInName(lead) }, () => true) : {};

// the id's last characters: its first ones are a time, the same for all who wrote in one minute
const fillInName = ({ contactId }: CrmLead): string => `Messenger contact ${contactId.slice(-4)}`;

function factsOf(lead: CrmLead): Partial<Record<Source, string | null>> {
  const { email, phone, company, signals } = lead;
  return {
    ...nameOf(lead.displayName),
    company: company && clip(company, MAX_TEXT),
    // as HubSpot stores it
    email: email && email.length <= MAX_EMAIL && EMAIL.test(email) ? email.toLowerCase() : null,
    phone: phone && phone.length <= MAX_PHONE ? phone : null,
    rating: TIERS[lead.tier],
    tier: TIERS[lead.tier],
    points: String(lead.points),
    signals: signals && clip(signals.join('; '), MAX_SIGNALS),
    stage: lead.stage,
    platform: lead.platform,
  };
}

function mapped(
  mapping: FieldMapping,
  facts: Partial<Record<Source, string | null>>,
  isWritten: (source: string) => boolean,
): Properties {
  const properties: Record<string, string> = {};
  for (const [source, value] of Object.entries(facts)) {
    const target = mapping[source];
    if (target && value && isWritten(source)) properties[target] = value;
  }
  return properties;
}

/** The last word is the last name. */
function nameOf(displayName: string | null): { firstName: string | null; lastName: string | null } {
  const words = (displayName ?? '').split(/\s+/).filter(Boolean);
  const lastName = words.pop() ?? null;
  return { firstName: clip(words.join(' '), MAX_TEXT) || null, lastName: lastName && clip(lastName, MAX_TEXT) };
}

/** At most `length` UTF-16 units and no half of a character at the end. */
export const clip = (text: string, length: number): string =>
  text.length <= length ? text : text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
