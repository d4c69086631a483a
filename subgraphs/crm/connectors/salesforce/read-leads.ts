import type { CrmStanding } from '../../standing/crm-standing.ts';
import type { CrmRecord, ReadLeads, SoughtLead } from '../crm-connector.ts';
import type { Caller, SalesforceOffice } from './call-salesforce.ts';
import { querySalesforce, type Row, textIn, valueIn } from './query-salesforce.ts';
import { externalIdOf, LEAD_ID_FIELD } from './salesforce-fields.ts';

/** What Salesforce has of these leads: one query by our ids, and one by e-mail address for who stands there twice. */
export async function readLeads(office: SalesforceOffice, caller: Caller, sought: readonly SoughtLead[]): Promise<ReadLeads> {
  if (sought.length === 0) return { kind: 'read', records: [], quotaUsed: null };
  const fields = Object.values(caller.account.fieldMapping).filter((field) => field !== null);
  const ours = await querySalesforce(office, caller, {
    object: 'Lead',
    columns: ['Id', LEAD_ID_FIELD, 'IsConverted', 'ConvertedContactId', 'Status', ...fields],
    field: LEAD_ID_FIELD,
    values: sought.map(({ leadId }) => externalIdOf(leadId)),
  });
  if (ours.kind === 'refused') return ours.refusal;
  const emails = sought.flatMap(({ email }) => email ?? []);
  const alike =
    emails.length === 0
      ? ours
      : await querySalesforce(office, caller, { object: 'Lead', columns: ['Id', 'Email'], field: 'Email', values: emails });
  if (alike.kind === 'refused') return alike.refusal;

  const byOurId = Map.groupBy(ours.rows, (row) => textIn(row, LEAD_ID_FIELD).toLowerCase());
  const byEmail = Map.groupBy(emails.length === 0 ? [] : alike.rows, (row) => textIn(row, 'Email').toLowerCase());
  const records = sought.flatMap(({ leadId, email }): CrmRecord[] => {
    const [row, ...others] = byOurId.get(externalIdOf(leadId)) ?? [];
    if (!row) return [];
    const doubles = [...others, ...((email && byEmail.get(email.toLowerCase())) || [])].map((each) => textIn(each, 'Id'));
    const id = textIn(row, 'Id');
    return [
      {
        leadId,
        externalId: textIn(row, 'ConvertedContactId') || id,
        values: valueIn(row, 'IsConverted') === true ? null : valuesOf(row, fields),
        doubles: [...new Set(doubles)].filter((double) => double !== id),
        standing: standingOf(row),
      },
    ];
  });
  return { kind: 'read', records, quotaUsed: alike.quotaUsed ?? ours.quotaUsed };
}

/**
 * Only the conversion is the same in every org. The first is the status that an org begins with for leads that came to nothing, the second what
 * many call it instead; an org with other words tells no loss.
 */
const LOST_STATUSES = ['closed - not converted', 'unqualified'];

const standingOf = (row: Row): CrmStanding => {
  if (valueIn(row, 'IsConverted') === true) return 'CONVERTED';
  return LOST_STATUSES.includes(textIn(row, 'Status').toLowerCase()) ? 'LOST' : 'OPEN';
};

const valuesOf = (row: Row, fields: readonly string[]): Record<string, string | number | null> =>
  Object.fromEntries(
    fields.map((field) => {
      const value = valueIn(row, field) ?? null;
      return [field, typeof value === 'number' || value === null ? value : String(value)];
    }),
  );
