export interface PropertyOption {
  readonly label: string;
  readonly value: string;
}

export interface PropertyType {
  readonly name: string;
  readonly label: string;
  readonly type: 'string' | 'number' | 'enumeration' | 'datetime' | 'date' | 'bool' | 'phone_number';
  readonly fieldType: string;
  readonly groupName: string;
  readonly description?: string;
  readonly hasUniqueValue?: boolean;
  readonly readOnly?: boolean;
  readonly options?: readonly PropertyOption[];
  /** Made by an app or a person, not by HubSpot. */
  readonly custom?: boolean;
  readonly createdAt?: string;
}

export interface ObjectType {
  /** As it stands in addresses. */
  readonly name: 'contacts' | 'notes';
  readonly objectTypeId: string;
  /** As error messages call it. */
  readonly singular: string;
  readonly properties: readonly PropertyType[];
  /** Answered where a call asks for none. */
  readonly shownByDefault: readonly string[];
  readonly required: readonly string[];
}

const text = (name: string, label: string, more: Partial<PropertyType> = {}): PropertyType => ({
  ...{ name, label, type: 'string', fieldType: 'text', groupName: 'contactinformation' },
  ...more,
});
const system = (name: string, label: string, type: PropertyType['type'] = 'string'): PropertyType =>
  text(name, label, { type, readOnly: true, fieldType: type === 'number' ? 'number' : 'text' });
const oneOf = (name: string, label: string, values: readonly string[]): PropertyType =>
  text(name, label, {
    ...{ type: 'enumeration', fieldType: 'radio' },
    options: values.map((value) => ({ label: value, value })),
  });

const everywhere = [
  system('hs_object_id', 'Record ID', 'number'),
  system('hs_object_source', 'Record source'),
  text('hubspot_owner_id', 'Owner', { type: 'enumeration', fieldType: 'select' }),
];

/** The names and types of a new account's properties, as far as a lead may meet them. */
export const contactType: ObjectType = {
  name: 'contacts',
  objectTypeId: '0-1',
  singular: 'contact',
  required: [],
  shownByDefault: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
  properties: [
    ...everywhere,
    system('createdate', 'Create Date', 'datetime'),
    system('lastmodifieddate', 'Last Modified Date', 'datetime'),
    text('email', 'Email', { hasUniqueValue: true }),
    text('firstname', 'First Name'),
    text('lastname', 'Last Name'),
    text('phone', 'Phone Number', { fieldType: 'phonenumber' }),
    text('mobilephone', 'Mobile Phone Number', { fieldType: 'phonenumber' }),
    text('company', 'Company Name'),
    text('jobtitle', 'Job Title'),
    text('website', 'Website URL'),
    text('address', 'Street Address'),
    text('city', 'City'),
    text('country', 'Country/Region'),
    text('message', 'Message', { fieldType: 'textarea' }),
    text('industry', 'Industry'),
    oneOf('lifecyclestage', 'Lifecycle Stage', [
      'subscriber',
      'lead',
      'marketingqualifiedlead',
      'salesqualifiedlead',
      'opportunity',
      'customer',
      'evangelist',
      'other',
    ]),
    oneOf('hs_lead_status', 'Lead Status', [
      'NEW',
      'OPEN',
      'IN_PROGRESS',
      'OPEN_DEAL',
      'UNQUALIFIED',
      'ATTEMPTED_TO_CONTACT',
      'CONNECTED',
      'BAD_TIMING',
    ]),
    text('annualrevenue', 'Annual Revenue'),
    text('numemployees', 'Number of Employees', { type: 'enumeration', fieldType: 'select' }),
    text('hubspotscore', 'HubSpot Score', { type: 'number', fieldType: 'number', readOnly: true }),
  ],
};

export const noteType: ObjectType = {
  name: 'notes',
  objectTypeId: '0-46',
  singular: 'note',
  required: ['hs_timestamp'],
  shownByDefault: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
  properties: [
    ...everywhere,
    system('hs_createdate', 'Create date', 'datetime'),
    system('hs_lastmodifieddate', 'Last modified date', 'datetime'),
    system('hs_body_preview', 'Body preview'),
    text('hs_note_body', 'Note body', { fieldType: 'html', groupName: 'engagement' }),
    text('hs_timestamp', 'Activity date', { type: 'datetime', fieldType: 'date', groupName: 'engagement' }),
    text('hs_attachment_ids', 'Attached file IDs', { groupName: 'engagement' }),
  ],
};

const objectTypes: readonly ObjectType[] = [contactType, noteType];

/** Addresses name a type in the plural, in the singular or by its id. */
export function findObjectType(name: string): ObjectType | undefined {
  return objectTypes.find((type) => [type.name, type.singular, type.objectTypeId].includes(name));
}
