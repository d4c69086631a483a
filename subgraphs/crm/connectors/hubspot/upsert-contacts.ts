import type { CrmAccount, CrmLead, KeptFact, LeadOutcome, Usage } from '../crm-connector.ts';
import { batchSchema, type HubspotRecord } from './batch-answer.ts';
import { type Caller, callHubspot, type HubspotOffice } from './call-hubspot.ts';
import type { AccountDetails } from './hubspot-accounts.ts';
import { keptFactsIn, leadProperties, nameProperties, ownNames, type Properties, personProperties } from './hubspot-fields.ts';
import { linkContacts } from './link-contacts.ts';
import { LEAD_ID_PROPERTY } from './own-properties.ts';
import { readContacts } from './read-contacts.ts';
import { describeError } from './read-failure.ts';
import { type RowOutcome, writeBatch } from './write-batch.ts';

/** A lead with the mapping of its connection. */
export interface LeadItem {
  readonly account: CrmAccount;
  readonly lead: CrmLead;
}

/** A lead's outcome, or what its caller is to be thrown: rows of one batch end apart. */
export type LeadResult = LeadOutcome | { readonly kind: 'failed'; readonly error: unknown };

/** What people entered and keep. */
type Kept = { readonly keptName: boolean; readonly keptFacts: readonly KeptFact[] };
type EnteredLead = LeadItem & Kept;

interface Row {
  readonly leadId: string;
  readonly properties: Properties;
}

/**
 * Writes leads as contacts by our unique property. One whose e-mail address a contact has already becomes that contact, if it is
 * nobody's yet: HubSpot keeps addresses unique, and its users expect one contact a person.
 */
export async function upsertContacts(
  office: HubspotOffice,
  caller: Caller,
  details: AccountDetails,
  items: readonly LeadItem[],
): Promise<LeadResult[]> {
  const found = await findEntered(office, caller, items);
  const leads = items.map((item): EnteredLead => {
    const { account, lead } = item;
    const record = found.get(lead.leadId);
    if (!record) return { ...item, keptName: false, keptFacts: [] };
    const keptName = !hasOwnName(record, account, lead);
    const ours = leadProperties(account.fieldMapping, lead);
    const isTheirs = (name: string): boolean => Boolean(record.properties[name]) && record.properties[name] !== ours[name];
    const keptFacts = lead.isNew ? keptFactsIn(account.fieldMapping, isTheirs) : [];
    // it is there: what fills in for a name is for nobody but a new one
    const told = { ...lead, isNew: false, isNameLate: !keptName && lead.displayName !== null };
    return { account, keptName, keptFacts, lead: { ...told, ...Object.fromEntries(keptFacts.map((fact) => [fact, null])) } };
  });
  const rowOf = ({ account, lead }: LeadItem): Row => ({
    leadId: lead.leadId,
    properties: leadProperties(account.fieldMapping, lead),
  });
  const outcomes = await upsertRows(office, caller, leads.map(rowOf));
  // one that was deleted there was made anew, but only of what an update says
  const anew = leads.filter(({ lead }) => !lead.isNew && isMadeNow(outcomes.get(lead.leadId)));
  const whole = anew.map(({ account, lead }) => rowOf({ account, lead: { ...lead, isNew: true } }));
  for (const [leadId, outcome] of await upsertRows(office, caller, whole)) outcomes.set(leadId, outcome);
  const conflicted = leads.flatMap(({ account, lead }) => {
    const outcome = outcomes.get(lead.leadId);
    return outcome?.kind === 'refused' && outcome.error.category === 'CONFLICT'
      ? [{ account, lead, conflict: outcome.error }]
      : [];
  });
  const linked = await linkContacts(office, caller, conflicted);
  return leads.map(({ lead: { leadId }, keptName, keptFacts }) => {
    const outcome = linked.get(leadId) ?? outcomes.get(leadId) ?? { kind: 'failed', error: new Error(`no row of ${leadId}`) };
    if (outcome.kind === 'written') return done(details, { keptName, keptFacts, ...outcome });
    return outcome.kind === 'refused' ? { kind: 'rejected', error: describeError(outcome.error) } : outcome;
  });
}

const upsertRows = (office: HubspotOffice, caller: Caller, rows: readonly Row[]): Promise<Map<string, RowOutcome>> =>
  writeBatch(rows, {
    idOf: ({ leadId }) => leadId,
    propertiesOf: ({ properties }) => properties,
    idOfRecord: ({ properties }) => properties[LEAD_ID_PROPERTY],
    send: (sent) =>
      callHubspot(office, caller, {
        perform: (api) =>
          api.contacts.upsert({
            inputs: sent.map(({ leadId, properties }) => ({
              ...{ id: leadId, idProperty: LEAD_ID_PROPERTY, objectWriteTraceId: leadId },
              properties: { ...properties },
            })),
          }),
        schema: batchSchema,
      }),
  });

const isMadeNow = (outcome: RowOutcome | undefined): boolean => outcome?.kind === 'written' && outcome.record.new === true;

/**
 * The contacts in which people may have entered something that is not to be written over: of leads whose name comes late, and of those that
 * an attempt before may have given somebody's contact. Between this and the write a person may enter more: HubSpot has no write that depends
 * on a value.
 */
async function findEntered(
  office: HubspotOffice,
  caller: Caller,
  items: readonly LeadItem[],
): Promise<Map<string, HubspotRecord>> {
  const asked = items.filter(({ lead }) => (lead.isNew ? lead.isRepeated : lead.isNameLate));
  if (asked.length === 0) return new Map();
  const properties = [...new Set(asked.flatMap(({ account }) => personProperties(account.fieldMapping)))];
  const found = await readContacts(office, caller, {
    ids: asked.map(({ lead }) => lead.leadId),
    idProperty: LEAD_ID_PROPERTY,
    properties: [LEAD_ID_PROPERTY, ...properties],
  });
  // what shuts the connection meets the write as well, and says so there
  if (found.kind !== 'answered') return new Map();
  return new Map(found.value.map((record) => [record.properties[LEAD_ID_PROPERTY] ?? '', record]));
}

function hasOwnName(record: HubspotRecord, { fieldMapping }: CrmAccount, lead: CrmLead): boolean {
  const names = nameProperties(fieldMapping);
  const isName = (ours: Properties): boolean => names.every((name) => (record.properties[name] || null) === (ours[name] ?? null));
  return isName({}) || ownNames(fieldMapping, lead).some(isName);
}

const done = (
  { portalId, uiDomain }: AccountDetails,
  { record: { id: externalId }, keptName, keptFacts, quotaUsed }: Kept & { readonly record: HubspotRecord } & Usage,
): LeadOutcome => ({
  kind: 'done',
  externalId,
  // 0-1 is HubSpot's number for contacts (recorded)
  url: `https://${uiDomain}/contacts/${portalId}/record/0-1/${externalId}`,
  ...{ keptName, keptFacts, quotaUsed },
});
