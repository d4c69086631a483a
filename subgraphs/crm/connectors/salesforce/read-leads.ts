import { z } from 'zod';
import type { CrmRecord, ReadLeads, Refusal, SoughtLead, Usage } from '../crm-connector.ts';
import { callSalesforce, type SalesforceCall } from './call-salesforce.ts';
import { externalIdOf, LEAD_ID_FIELD, sameField } from './salesforce-fields.ts';

const rowsSchema = z.object({ done: z.literal(true), records: z.array(z.record(z.string(), z.unknown())) });
type Row = Readonly<Record<string, unknown>>;

type Query = Pick<SalesforceCall<unknown>, 'sessions' | 'callMs' | 'account' | 'signal'>;

/** What Salesforce has of these leads: one query by our ids, and one by e-mail address for who stands there twice. */
export async function readLeads(query: Query, sought: readonly SoughtLead[]): Promise<ReadLeads> {
  const fields = Object.values(query.account.fieldMapping).filter((field) => field !== null);
  const columns = [...new Set(['Id', LEAD_ID_FIELD, 'IsConverted', 'ConvertedContactId', ...fields])].join(', ');
  const ours = await rowsOf(
    query,
    columns,
    LEAD_ID_FIELD,
    sought.map(({ leadId }) => externalIdOf(leadId)),
  );
  if (ours.kind !== 'rows') return ours;
  const emails = sought.flatMap(({ email }) => email ?? []);
  const alike = await rowsOf(query, 'Id, Email', 'Email', emails);
  if (alike.kind !== 'rows') return alike;

  const byOurId = Map.groupBy(ours.rows, (row) => text(row, LEAD_ID_FIELD).toLowerCase());
  const byEmail = Map.groupBy(alike.rows, (row) => text(row, 'Email').toLowerCase());
  const records = sought.flatMap(({ leadId, email }): CrmRecord[] => {
    const [row, ...others] = byOurId.get(externalIdOf(leadId)) ?? [];
    if (!row) return [];
    const doubles = [...others, ...((email && byEmail.get(email.toLowerCase())) || [])].map((each) => text(each, 'Id'));
    return [
      {
        leadId,
        externalId: text(row, 'ConvertedContactId') || text(row, 'Id'),
        values: row['IsConverted'] === true ? null : valuesOf(row, fields),
        doubles: [...new Set(doubles)].filter((id) => id !== text(row, 'Id')),
      },
    ];
  });
  return { kind: 'read', records, quotaUsed: alike.quotaUsed ?? ours.quotaUsed };
}

async function rowsOf(
  query: Query,
  columns: string,
  field: string,
  values: readonly string[],
): Promise<({ readonly kind: 'rows'; readonly rows: readonly Row[] } & Usage) | Refusal> {
  if (values.length === 0) return { kind: 'rows', rows: [], quotaUsed: null };
  const soql = `SELECT ${columns} FROM Lead WHERE ${field} IN (${[...new Set(values)].map(quoted).join(',')})`;
  const answer = await callSalesforce({
    ...{ ...query, schema: rowsSchema },
    perform: async (connection) => connection.query(soql),
  });
  if (answer.kind !== 'answered') return answer;
  return { kind: 'rows', rows: answer.value.records, quotaUsed: answer.quotaUsed };
}

const valuesOf = (row: Row, fields: readonly string[]): Record<string, string | number | null> =>
  Object.fromEntries(
    fields.map((field) => {
      const [, value] = Object.entries(row).find(([name]) => sameField(name, field)) ?? [];
      return [field, typeof value === 'number' ? value : value === null || value === undefined ? null : String(value)];
    }),
  );

const text = (row: Row, field: string): string => (typeof row[field] === 'string' ? row[field] : '');

/** A string in SOQL. */
const quoted = (value: string): string => `'${value.replace(/[\\']/g, '\\$&')}'`;
