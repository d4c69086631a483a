export interface FieldType {
  name: string;
  label: string;
  type:
    | 'id'
    | 'string'
    | 'textarea'
    | 'email'
    | 'phone'
    | 'url'
    | 'picklist'
    | 'double'
    | 'boolean'
    | 'date'
    | 'datetime'
    | 'reference';
  length?: number;
  required?: boolean;
  readOnly?: boolean;
  externalId?: boolean;
  /** Restricted, unlike a standard picklist of a fresh org: a value beyond these is a mistake of ours. */
  values?: string[];
  default?: unknown;
  /** Key prefixes that a reference may point at. */
  refersTo?: string[];
}

export interface ObjectType {
  name: string;
  keyPrefix: string;
  fields: FieldType[];
}

const system: FieldType[] = [
  { name: 'Id', label: 'Record ID', type: 'id', readOnly: true },
  { name: 'IsDeleted', label: 'Deleted', type: 'boolean', readOnly: true, default: false },
  { name: 'CreatedDate', label: 'Created Date', type: 'datetime', readOnly: true },
  { name: 'LastModifiedDate', label: 'Last Modified Date', type: 'datetime', readOnly: true },
  { name: 'SystemModstamp', label: 'System Modstamp', type: 'datetime', readOnly: true },
  { name: 'OwnerId', label: 'Owner ID', type: 'reference', refersTo: ['005', '00G'] },
];

const lead: ObjectType = {
  name: 'Lead',
  keyPrefix: '00Q',
  fields: [
    ...system,
    { name: 'Name', label: 'Full Name', type: 'string', length: 121, readOnly: true },
    { name: 'LastName', label: 'Last Name', type: 'string', length: 80, required: true },
    { name: 'FirstName', label: 'First Name', type: 'string', length: 40 },
    { name: 'Salutation', label: 'Salutation', type: 'string', length: 40 },
    { name: 'Title', label: 'Title', type: 'string', length: 128 },
    { name: 'Company', label: 'Company', type: 'string', length: 255, required: true },
    { name: 'Street', label: 'Street', type: 'textarea', length: 255 },
    { name: 'City', label: 'City', type: 'string', length: 40 },
    { name: 'State', label: 'State/Province', type: 'string', length: 80 },
    { name: 'PostalCode', label: 'Zip/Postal Code', type: 'string', length: 20 },
    { name: 'Country', label: 'Country', type: 'string', length: 80 },
    { name: 'Phone', label: 'Phone', type: 'phone', length: 40 },
    { name: 'MobilePhone', label: 'Mobile Phone', type: 'phone', length: 40 },
    { name: 'Email', label: 'Email', type: 'email', length: 80 },
    { name: 'Website', label: 'Website', type: 'url', length: 255 },
    { name: 'Description', label: 'Description', type: 'textarea', length: 32_000 },
    { name: 'LeadSource', label: 'Lead Source', type: 'string', length: 255 },
    { name: 'Industry', label: 'Industry', type: 'string', length: 255 },
    {
      name: 'Status',
      label: 'Status',
      type: 'picklist',
      values: ['Open - Not Contacted', 'Working - Contacted', 'Closed - Converted', 'Closed - Not Converted'],
      default: 'Open - Not Contacted',
    },
    { name: 'Rating', label: 'Rating', type: 'picklist', values: ['Hot', 'Warm', 'Cold'] },
    { name: 'AnnualRevenue', label: 'Annual Revenue', type: 'double' },
    { name: 'NumberOfEmployees', label: 'Employees', type: 'double' },
    { name: 'HasOptedOutOfEmail', label: 'Email Opt Out', type: 'boolean', default: false },
    { name: 'DoNotCall', label: 'Do Not Call', type: 'boolean', default: false },
    { name: 'IsConverted', label: 'Converted', type: 'boolean', readOnly: true, default: false },
    { name: 'ConvertedContactId', label: 'Converted Contact ID', type: 'reference', readOnly: true },
    { name: 'ConvertedAccountId', label: 'Converted Account ID', type: 'reference', readOnly: true },
    { name: 'ConvertedDate', label: 'Converted Date', type: 'date', readOnly: true },
    { name: 'Parley_Lead_Id__c', label: 'Parley Lead Id', type: 'string', length: 255, externalId: true },
    { name: 'Parley_Tier__c', label: 'Parley Tier', type: 'string', length: 40 },
    { name: 'Parley_Points__c', label: 'Parley Points', type: 'double' },
    { name: 'Parley_Signals__c', label: 'Parley Signals', type: 'textarea', length: 32_768 },
  ],
};

const contact: ObjectType = {
  name: 'Contact',
  keyPrefix: '003',
  fields: [
    ...system,
    { name: 'Name', label: 'Full Name', type: 'string', length: 121, readOnly: true },
    { name: 'LastName', label: 'Last Name', type: 'string', length: 80, required: true },
    { name: 'FirstName', label: 'First Name', type: 'string', length: 40 },
    { name: 'AccountId', label: 'Account ID', type: 'reference', refersTo: ['001'] },
    { name: 'Email', label: 'Email', type: 'email', length: 80 },
    { name: 'Phone', label: 'Business Phone', type: 'phone', length: 40 },
  ],
};

const task: ObjectType = {
  name: 'Task',
  keyPrefix: '00T',
  fields: [
    ...system,
    { name: 'WhoId', label: 'Name ID', type: 'reference', refersTo: ['00Q', '003'] },
    { name: 'WhatId', label: 'Related To ID', type: 'reference', refersTo: ['001', '006', '500'] },
    { name: 'Subject', label: 'Subject', type: 'string', length: 255 },
    { name: 'Description', label: 'Description', type: 'textarea', length: 32_000 },
    { name: 'ActivityDate', label: 'Due Date Only', type: 'date' },
    {
      name: 'Status',
      label: 'Status',
      type: 'picklist',
      values: ['Not Started', 'In Progress', 'Completed', 'Waiting on someone else', 'Deferred'],
      default: 'Not Started',
    },
    { name: 'Priority', label: 'Priority', type: 'picklist', values: ['High', 'Normal', 'Low'], default: 'Normal' },
    { name: 'Type', label: 'Type', type: 'string', length: 40 },
    {
      name: 'TaskSubtype',
      label: 'Task Subtype',
      type: 'picklist',
      values: ['Task', 'Email', 'ListEmail', 'Cadence', 'Call'],
      default: 'Task',
    },
    { name: 'CallType', label: 'Call Type', type: 'picklist', values: ['Internal', 'Inbound', 'Outbound'] },
    { name: 'IsClosed', label: 'Closed', type: 'boolean', readOnly: true, default: false },
    { name: 'CompletedDateTime', label: 'Completed Date/Time', type: 'datetime', readOnly: true },
    { name: 'Parley_Activity_Id__c', label: 'Parley Activity Id', type: 'string', length: 255, externalId: true },
  ],
};

/** Salesforce compares names of objects and fields without case. */
export function findObjectType(name: string): ObjectType | undefined {
  return objectTypes.find((type) => type.name.toLowerCase() === name.toLowerCase());
}

export function findField(type: ObjectType, name: string): FieldType | undefined {
  return type.fields.find((field) => field.name.toLowerCase() === name.toLowerCase());
}

export const objectTypes: readonly ObjectType[] = [lead, contact, task];
