import type { Usage } from '../crm-connector.ts';
import type { Caller, SalesforceOffice } from './call-salesforce.ts';
import { querySalesforce, textIn } from './query-salesforce.ts';
import type { Refused } from './read-rest-error.ts';

export type ConvertedContact = { readonly kind: 'contact'; readonly id: string; readonly instanceUrl: string } & Usage;

/** The contact that a converted lead became. A conflict where this user sees none: a person has to say where the lead goes on. */
export async function findConvertedContact(
  office: SalesforceOffice,
  caller: Caller,
  lead: { readonly field: string; readonly value: string },
): Promise<ConvertedContact | Refused> {
  const columns = ['Id', 'ConvertedContactId'];
  const leads = await querySalesforce(office, caller, { object: 'Lead', columns, field: lead.field, values: [lead.value] });
  if (leads.kind === 'refused') return leads;
  const ids = leads.rows.map((row) => textIn(row, 'ConvertedContactId')).filter((id) => id !== '');
  const contacts =
    ids.length === 0
      ? null
      : await querySalesforce(office, caller, { object: 'Contact', columns: ['Id'], field: 'Id', values: ids });
  if (contacts?.kind === 'refused') return contacts;
  const [contact, ...more] = contacts?.rows ?? [];
  if (!contact || more.length > 0) return conflict;
  return { kind: 'contact', id: textIn(contact, 'Id'), instanceUrl: leads.instanceUrl, quotaUsed: leads.quotaUsed };
}

const conflict: Refused = {
  kind: 'refused',
  refusal: {
    kind: 'conflict',
    error: 'CANNOT_UPDATE_CONVERTED_LEAD: the lead was converted, and the contact that it became is not there for this user',
  },
  details: [],
};
