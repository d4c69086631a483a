import { z } from 'zod';
import type { Usage } from '../crm-connector.ts';
import { type Caller, callSalesforce, type SalesforceOffice } from './call-salesforce.ts';
import type { Refused } from './read-rest-error.ts';
import { sameField } from './salesforce-fields.ts';

// few enough are asked for that they come in one page
const rowsSchema = z.object({ done: z.literal(true), records: z.array(z.record(z.string(), z.unknown())) });

export type Row = Readonly<Record<string, unknown>>;
export type Rows = { readonly kind: 'rows'; readonly rows: readonly Row[]; readonly instanceUrl: string } & Usage;

/** The records of `object` with any of these values in `field`. */
export async function querySalesforce(
  office: SalesforceOffice,
  caller: Caller,
  {
    object,
    columns,
    field,
    values,
  }: { object: 'Lead' | 'Contact'; columns: readonly string[]; field: string; values: readonly string[] },
): Promise<Rows | Refused> {
  const asked = [...new Set(values)].map(quoted).join(',');
  // Salesforce refuses a column that is named twice
  const named = [...new Map(columns.map((column) => [column.toLowerCase(), column])).values()].join(', ');
  const soql = `SELECT ${named} FROM ${object} WHERE ${field} IN (${asked})`;
  const answer = await callSalesforce(office, caller, {
    schema: rowsSchema,
    perform: async (connection) => connection.query(soql),
  });
  if (answer.kind === 'refused') return answer;
  return { kind: 'rows', rows: answer.value.records, instanceUrl: answer.instanceUrl, quotaUsed: answer.quotaUsed };
}

/** A row's value under any spelling of its field. */
export const valueIn = (row: Row, field: string): unknown => Object.entries(row).find(([name]) => sameField(name, field))?.[1];

/** Empty where there is none. */
export const textIn = (row: Row, field: string): string => {
  const value = valueIn(row, field);
  return typeof value === 'string' ? value : '';
};

/** A string in SOQL. */
const quoted = (value: string): string => `'${value.replace(/[\\']/g, '\\$&')}'`;
