import { z } from 'zod';
import type { FieldMapping, Refusal, Verification } from '../crm-connector.ts';
import { type Caller, callSalesforce, type SalesforceOffice } from './call-salesforce.ts';
import { ACTIVITY_ID_FIELD, LEAD_ID_FIELD, NUMBERS, sameField } from './salesforce-fields.ts';

const describeSchema = z.object({
  fields: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      externalId: z.boolean(),
      createable: z.boolean(),
      updateable: z.boolean(),
      nillable: z.boolean(),
      defaultedOnCreate: z.boolean(),
      restrictedPicklist: z.boolean().default(false),
      picklistValues: z.array(z.object({ active: z.boolean(), value: z.string() })).default([]),
    }),
  ),
});
type Field = z.output<typeof describeSchema>['fields'][number];

// developer.salesforce.com, object reference, field types
const TEXT_TYPES = new Set(['string', 'textarea', 'email', 'phone', 'url', 'picklist', 'combobox', 'encryptedstring']);
const NUMBER_TYPES = new Set(['double', 'int', 'currency', 'percent', 'string', 'textarea']);
/** What we write where a field takes some values alone. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  rating: ['Hot', 'Warm', 'Cold'],
  tier: ['HOT', 'WARM', 'COLD'],
  stage: ['NEW', 'ENGAGED', 'QUALIFIED', 'CONVERTED', 'LOST'],
};

/** Signs in and looks whether every field that will be written is there for this user and takes what is written: better told now than at the first lead. */
export async function verifyFields(office: SalesforceOffice, caller: Caller): Promise<Verification> {
  const lead = await describeFields(office, caller, 'Lead');
  if (!Array.isArray(lead)) return lead;
  const task = await describeFields(office, caller, 'Task');
  if (!Array.isArray(task)) return task;
  for (const [object, fields, name] of [
    ['Lead', lead, LEAD_ID_FIELD],
    ['Task', task, ACTIVITY_ID_FIELD],
  ] as const) {
    if (!find(fields, name)?.externalId) {
      return refused(
        'credentials',
        `Salesforce has no field ${object}.${name} that is an external id for this user. Create it first.`,
      );
    }
  }
  const faults = [...faultsOf(caller.account.fieldMapping, lead), ...unfilled(caller.account.fieldMapping, lead)];
  return faults.length === 0 ? { kind: 'ok' } : refused('fieldMapping', faults.join(' '));
}

/** All of them: who mends one learns of the others. */
const faultsOf = (mapping: FieldMapping, fields: readonly Field[]): string[] =>
  Object.entries(mapping).flatMap(([source, target]) => {
    if (target === null) return [];
    const field = find(fields, target);
    if (!field?.createable || !field.updateable)
      return [`Salesforce has no field Lead.${target} that this user may write, to which ${source} is mapped.`];
    const isNumber = NUMBERS.has(source);
    if (!(isNumber ? NUMBER_TYPES : TEXT_TYPES).has(field.type))
      return [`Lead.${target} is a field of type ${field.type}, and ${source} is ${isNumber ? 'a number' : 'a text'}.`];
    const offered = new Set(field.picklistValues.filter(({ active }) => active).map(({ value }) => value));
    if (!field.restrictedPicklist) return [];
    const missing = VALUES[source]?.filter((value) => !offered.has(value));
    if (!missing) return [`Lead.${target} takes some values alone, and ${source} may be any.`];
    return missing.length === 0 ? [] : [`Lead.${target} does not offer ${missing.join(', ')}, to which ${source} is mapped.`];
  });

/** Fields without which this org makes no lead. */
const unfilled = (mapping: FieldMapping, fields: readonly Field[]): string[] =>
  fields
    .filter(({ createable, nillable, defaultedOnCreate }) => createable && !nillable && !defaultedOnCreate)
    .filter(({ name }) => !Object.values(mapping).some((target) => target !== null && sameField(target, name)))
    .map(({ name }) => `Salesforce makes no lead without Lead.${name}, and nothing is mapped to it.`);

async function describeFields(
  office: SalesforceOffice,
  caller: Caller,
  object: 'Lead' | 'Task',
): Promise<Field[] | Verification> {
  const answer = await callSalesforce(office, caller, {
    perform: (connection) => connection.sobject(object).describe(),
    schema: describeSchema,
  });
  return answer.kind === 'answered' ? answer.value.fields : refused('credentials', explain(answer.refusal));
}

const explain = ({ kind, error }: Refusal): string =>
  kind === 'unauthorized'
    ? `Salesforce does not accept the credentials (${error}).`
    : `Salesforce does not let these credentials work (${error}).`;

const refused = (fault: 'credentials' | 'fieldMapping', error: string): Verification => ({ kind: 'refused', fault, error });

const find = (fields: readonly Field[], name: string): Field | undefined => fields.find((field) => sameField(field.name, name));
