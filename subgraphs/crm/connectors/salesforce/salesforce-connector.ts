import { z } from 'zod';
import type { CrmAccount, CrmActivityRecord, CrmConnector, CrmLead, LeadOutcome, Refusal } from '../crm-connector.ts';
import { callSalesforce, type SalesforceAnswer, type SalesforceCall } from './call-salesforce.ts';
import { readLeads } from './read-leads.ts';
import { parseSalesforceCredentials } from './request-token.ts';
import {
  ACTIVITY_ID_FIELD,
  clip,
  externalIdOf,
  LEAD_ID_FIELD,
  leadFields,
  parseSalesforceMapping,
  previewLead,
  requiredFields,
  sameField,
} from './salesforce-fields.ts';
import { SalesforceSessions } from './salesforce-sessions.ts';
import { verifyFields } from './verify-fields.ts';

const savedSchema = z.object({ id: z.string().regex(/^[a-zA-Z0-9]{15,18}$/), success: z.literal(true) });
type Saved = z.output<typeof savedSchema>;
const foundSchema = z.object({ records: z.array(z.record(z.string(), z.unknown())) });

const CALL_MS = 10_000;
const MAX_DESCRIPTION_LENGTH = 32_000;
const MAX_SUBJECT_LENGTH = 255;

/** Salesforce through jsforce. `loginUrl` is where tokens come from; the instance to work with is named by the sign-in's answer. */
export function salesforceConnector(loginUrl: string, { callMs = CALL_MS }: { readonly callMs?: number } = {}): CrmConnector {
  const sessions = new SalesforceSessions(loginUrl);
  const call = { sessions, callMs };

  const upsert = (
    object: 'Lead' | 'Task',
    idField: string,
    record: { readonly id: string; readonly fields: Readonly<Record<string, string | number>> },
    account: CrmAccount,
    signal: AbortSignal | undefined,
  ): Promise<SalesforceAnswer<Saved>> =>
    callSalesforce({
      ...{ ...call, account, signal, schema: savedSchema },
      perform: (connection) =>
        connection.sobject(object).upsert({ ...record.fields, [idField]: externalIdOf(record.id) }, idField),
    });

  /** Between this and the write a person may enter one yet: Salesforce has no write that depends on a value. */
  const readLastName = async (
    account: CrmAccount,
    field: string,
    leadId: string,
    signal: AbortSignal | undefined,
  ): Promise<Refusal | { readonly kind: 'read'; readonly lastName: string | null }> => {
    const soql = `SELECT ${field} FROM Lead WHERE ${LEAD_ID_FIELD} = '${externalIdOf(leadId)}' LIMIT 1`;
    const perform: SalesforceCall<unknown>['perform'] = async (connection) => connection.query(soql);
    const answer = await callSalesforce({ ...call, account, signal, schema: foundSchema, perform });
    if (answer.kind !== 'answered') return answer;
    const [, lastName] = Object.entries(answer.value.records[0] ?? {}).find(([name]) => sameField(name, field)) ?? [];
    return { kind: 'read', lastName: typeof lastName === 'string' ? lastName : null };
  };

  const upsertLead = async (account: CrmAccount, given: CrmLead, signal?: AbortSignal): Promise<LeadOutcome> => {
    let lead = given;
    let keptName = false;
    const { lastName: field } = account.fieldMapping;
    if (given.isNameLate && !given.isNew && field) {
      const read = await readLastName(account, field, given.leadId, signal);
      if (read.kind !== 'read') return read;
      const ours = [null, requiredFields(account.fieldMapping, given)[field], leadFields(account.fieldMapping, given)[field]];
      keptName = !ours.includes(read.lastName);
      if (keptName) lead = { ...given, displayName: null };
    }
    const known = leadFields(account.fieldMapping, lead);
    const whole = { ...requiredFields(account.fieldMapping, lead), ...known };
    const attempt = (fields: typeof known) => upsert('Lead', LEAD_ID_FIELD, { id: lead.leadId, fields }, account, signal);
    // fill-ins for what we do not know are for a new lead alone: a person may have entered the name since
    let answer = await attempt(lead.isNew ? whole : known);
    // one that was deleted there is made anew
    if (!lead.isNew && answer.kind === 'rejected' && answer.error.startsWith('REQUIRED_FIELD_MISSING'))
      answer = await attempt(whole);
    if (answer.kind !== 'answered') return answer;
    const { value, instanceUrl, quotaUsed } = answer;
    return { kind: 'done', externalId: value.id, url: `${instanceUrl}/lightning/r/Lead/${value.id}/view`, keptName, quotaUsed };
  };

  return {
    kind: 'SALESFORCE',
    parseCredentials: parseSalesforceCredentials,
    parseFieldMapping: parseSalesforceMapping,
    verify: (account, signal) => verifyFields({ ...call, account, signal }),
    preview: previewLead,
    upsertLead,
    readLeads: (account, leads, signal) => readLeads({ ...call, account, signal }, leads),
    logActivity: async (account, activity, signal) => {
      const answer = await upsert(
        'Task',
        ACTIVITY_ID_FIELD,
        { id: activity.activityId, fields: taskFields(activity) },
        account,
        signal,
      );
      if (answer.kind !== 'answered') return answer;
      return { kind: 'done', externalId: answer.value.id, quotaUsed: answer.quotaUsed };
    },
    forget: (connectionId) => sessions.forget(connectionId),
  };
}

const taskFields = ({ subject, text, at, leadExternalId }: CrmActivityRecord): Record<string, string> => ({
  Subject: clip(subject, MAX_SUBJECT_LENGTH),
  Description: clip(text, MAX_DESCRIPTION_LENGTH),
  Status: 'Completed',
  ActivityDate: at.toISOString().slice(0, 10),
  WhoId: leadExternalId,
});
