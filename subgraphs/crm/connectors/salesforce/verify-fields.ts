import { z } from 'zod';
import type { FieldMapping, Refusal, Verification } from '../crm-connector.ts';
import { callSalesforce, type SalesforceCall } from './call-salesforce.ts';
import { ACTIVITY_ID_FIELD, LEAD_ID_FIELD, sameField } from './salesforce-fields.ts';

const describeSchema = z.object({
  fields: z.array(z.object({ name: z.string(), externalId: z.boolean(), createable: z.boolean(), updateable: z.boolean() })),
});
type Field = z.output<typeof describeSchema>['fields'][number];
type Call = Pick<SalesforceCall<unknown>, 'sessions' | 'callMs' | 'account' | 'signal'>;

/** Signs in and looks whether every field that will be written is there for this user: better told now than at the first lead. */
export async function verifyFields(call: Call): Promise<Verification> {
  const lead = await describeFields(call, 'Lead');
  if (!Array.isArray(lead)) return lead;
  const task = await describeFields(call, 'Task');
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
  return missingField(call.account.fieldMapping, lead) ?? { kind: 'ok' };
}

function missingField(mapping: FieldMapping, fields: readonly Field[]): Verification | null {
  for (const [source, target] of Object.entries(mapping)) {
    if (target === null) continue;
    const field = find(fields, target);
    if (!field?.createable || !field.updateable) {
      return refused(
        'fieldMapping',
        `Salesforce has no field Lead.${target} that this user may write, to which ${source} is mapped.`,
      );
    }
  }
  return null;
}

async function describeFields(call: Call, object: 'Lead' | 'Task'): Promise<Field[] | Verification> {
  const answer = await callSalesforce({
    ...call,
    perform: (connection) => connection.sobject(object).describe(),
    schema: describeSchema,
  });
  return answer.kind === 'answered' ? answer.value.fields : refused('credentials', explain(answer));
}

const explain = ({ kind, error }: Refusal): string =>
  kind === 'unauthorized'
    ? `Salesforce does not accept the credentials (${error}).`
    : `Salesforce does not let these credentials work (${error}).`;

const refused = (fault: 'credentials' | 'fieldMapping', error: string): Verification => ({ kind: 'refused', fault, error });

const find = (fields: readonly Field[], name: string): Field | undefined => fields.find((field) => sameField(field.name, name));
