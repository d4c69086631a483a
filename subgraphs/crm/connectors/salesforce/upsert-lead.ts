import { type CrmLead, type CrmValues, KEPT_FACTS, type LeadOutcome } from '../crm-connector.ts';
import { adoptDuplicate } from './adopt-duplicate.ts';
import type { Caller, SalesforceOffice } from './call-salesforce.ts';
import { findConvertedContact } from './converted-contact.ts';
import type { EnteredFacts } from './entered-facts.ts';
import { querySalesforce, textIn } from './query-salesforce.ts';
import { hasCode, type Refused } from './read-rest-error.ts';
import type { RecordWriter, SavedRecord } from './record-writer.ts';
import { externalIdOf, LEAD_ID_FIELD, leadFields, type PersonalFact, requiredFields, withoutFacts } from './salesforce-fields.ts';

export interface LeadDesk {
  readonly office: SalesforceOffice;
  readonly writer: RecordWriter;
  readonly enteredFacts: EnteredFacts;
}

/**
 * Writes a lead and mends what can be mended: one that was deleted is made anew, one whose person is there already takes that record, one
 * that was converted goes on as its contact.
 */
export async function upsertLead(desk: LeadDesk, caller: Caller, given: CrmLead): Promise<LeadOutcome> {
  const { account, signal } = caller;
  const mapping = account.fieldMapping;
  const named = given.isNameLate ? await lookForName(desk.office, caller, given) : { keptName: false };
  if ('refusal' in named) return named.refusal;
  const lead = named.keptName ? { ...given, displayName: null } : given;
  const known = leadFields(mapping, lead);
  const fillIns = requiredFields(mapping, lead);
  const whole = { ...fillIns, ...known };
  const attempt = (fields: CrmValues): Promise<SavedRecord | Refused> =>
    desk.writer.write({ account, object: 'Lead', idField: LEAD_ID_FIELD, id: lead.leadId, fields, isHot: caller.isHot }, signal);
  const asked = { leadId: lead.leadId, ours: [fillIns, known] };
  // an attempt before may have taken a record that people had made of the person
  const before = lead.isNew && lead.isRepeated ? await desk.enteredFacts.find(caller, asked) : null;
  if (before?.kind === 'refused') return before.refusal;
  let entered: ReadonlySet<PersonalFact> = before?.facts ?? new Set();
  // fill-ins for what we do not know are for a new lead alone: a person may have entered the name since
  let outcome = await attempt(before ? withoutFacts(mapping, known, entered) : lead.isNew ? whole : known);
  // one that was deleted there is made anew
  if (outcome.kind === 'refused' && isDeleted(outcome, lead)) outcome = await attempt(whole);
  let { keptName } = named;
  if (outcome.kind === 'refused' && hasCode(outcome, 'DUPLICATES_DETECTED')) {
    const adopted = await adoptDuplicate(desk.office, caller, { leadId: lead.leadId, refused: outcome });
    if (adopted.kind === 'refused') return adopted.refusal;
    entered = adopted.facts;
    outcome = await attempt(withoutFacts(mapping, known, entered));
  }
  keptName ||= entered.has('lastName') && lead.displayName !== null;
  if (outcome.kind === 'refused' && hasCode(outcome, 'CANNOT_UPDATE_CONVERTED_LEAD'))
    return goOnAsContact(desk.office, caller, lead);
  if (outcome.kind === 'refused') return outcome.refusal;
  const { id, instanceUrl, quotaUsed } = outcome;
  const keptFacts = KEPT_FACTS.filter((fact) => entered.has(fact));
  return { kind: 'done', externalId: id, url: `${instanceUrl}/lightning/r/Lead/${id}/view`, keptName, keptFacts, quotaUsed };
}

const isDeleted = (refused: Refused, { isNew }: CrmLead): boolean =>
  hasCode(refused, 'ENTITY_IS_DELETED') || (!isNew && hasCode(refused, 'REQUIRED_FIELD_MISSING'));

/** The contact is the sales people's: nothing is written to it but what happens with the lead. */
const goOnAsContact = async (office: SalesforceOffice, caller: Caller, { leadId }: CrmLead): Promise<LeadOutcome> => {
  const found = await findConvertedContact(office, caller, { field: LEAD_ID_FIELD, value: externalIdOf(leadId) });
  if (found.kind === 'refused') return found.refusal;
  const { id, instanceUrl, quotaUsed } = found;
  return { kind: 'done', externalId: id, url: `${instanceUrl}/lightning/r/Contact/${id}/view`, keptName: false, quotaUsed };
};

/**
 * Whether a person has entered a name where ours comes late. Between this and the write a person may enter one yet: Salesforce has no
 * write that depends on a value.
 */
const lookForName = async (
  office: SalesforceOffice,
  caller: Caller,
  lead: CrmLead,
): Promise<Refused | { readonly keptName: boolean }> => {
  const mapping = caller.account.fieldMapping;
  const field = mapping['lastName'];
  if (!field) return { keptName: false };
  const ours = { object: 'Lead', columns: [field], field: LEAD_ID_FIELD, values: [externalIdOf(lead.leadId)] } as const;
  const found = await querySalesforce(office, caller, ours);
  if (found.kind === 'refused') return found;
  const [row] = found.rows;
  const known = ['', requiredFields(mapping, lead)[field], leadFields(mapping, lead)[field]];
  return { keptName: row !== undefined && !known.includes(textIn(row, field)) };
};
