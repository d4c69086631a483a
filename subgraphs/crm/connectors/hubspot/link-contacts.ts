import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { KeptFact, Refusal } from '../crm-connector.ts';
import { batchSchema, type HubspotRecord } from './batch-answer.ts';
import { type Caller, callHubspot, type HubspotOffice } from './call-hubspot.ts';
import { keptFactsIn, leadProperties, nameProperties, type Properties, personProperties } from './hubspot-fields.ts';
import { LEAD_ID_PROPERTY } from './own-properties.ts';
import { readContacts } from './read-contacts.ts';
import { describeError, existingIdIn, type HubspotError } from './read-failure.ts';
import type { LeadItem } from './upsert-contacts.ts';
import { type RowOutcome, writeBatch } from './write-batch.ts';

/** A lead that HubSpot refused because a contact has its e-mail address. */
export interface ConflictedLead extends LeadItem {
  readonly conflict: HubspotError;
}

export type LinkOutcome =
  | (Extract<RowOutcome, { kind: 'written' }> & { readonly keptFacts: readonly KeptFact[] })
  | Extract<RowOutcome, { kind: 'failed' }>
  | Refusal;

interface Row {
  readonly leadId: string;
  readonly contactId: string;
  readonly properties: Properties;
  readonly keptFacts: readonly KeptFact[];
}

/**
 * Makes the contacts that are in the way these leads', where they are no other lead's and the lead has none of its own: what people entered
 * there stays, and what is empty is filled. Two processes at the same moment may both find a contact free; the later one has it.
 */
export async function linkContacts(
  office: HubspotOffice,
  caller: Caller,
  conflicted: readonly ConflictedLead[],
): Promise<Map<string, LinkOutcome>> {
  const outcomes = new Map<string, LinkOutcome>();
  if (conflicted.length === 0) return outcomes;
  const setAll = (outcome: LinkOutcome): Map<string, LinkOutcome> => {
    for (const { lead } of conflicted) outcomes.set(lead.leadId, outcome);
    return outcomes;
  };
  try {
    const found = await readExisting(office, caller, conflicted);
    if (found.kind === 'refused') return setAll({ kind: 'conflict', error: describeError(found.error) });
    if (found.kind !== 'answered') return setAll(found);
    const rows: Row[] = [];
    for (const item of conflicted) {
      const existing = found.value.find(({ id }) => id === existingIdIn(item.conflict));
      const claimed = rows.find(({ contactId }) => contactId === existing?.id);
      const plan = planLink(item, existing, claimed?.leadId);
      if (plan.kind === 'row') rows.push(plan.row);
      else outcomes.set(item.lead.leadId, plan);
    }
    const updated = await updateRows(office, caller, rows);
    for (const { leadId, keptFacts } of rows) {
      const outcome = updated.get(leadId);
      if (outcome) outcomes.set(leadId, linkOutcome(outcome, keptFacts));
    }
  } catch (error) {
    return setAll({ kind: 'failed', error });
  }
  return outcomes;
}

const readExisting = (office: HubspotOffice, caller: Caller, conflicted: readonly ConflictedLead[]) =>
  readContacts(office, caller, {
    ids: conflicted.flatMap(({ conflict }) => existingIdIn(conflict) ?? []),
    idProperty: null,
    properties: [LEAD_ID_PROPERTY, ...new Set(conflicted.flatMap(({ account }) => personProperties(account.fieldMapping)))],
  });

/** `claimedBy`: a lead of the same batch that has the contact already. */
function planLink(
  { account, lead, conflict }: ConflictedLead,
  existing: HubspotRecord | undefined,
  claimedBy: string | undefined,
): { readonly kind: 'row'; readonly row: Row } | LinkOutcome {
  // merged or deleted since, or never named: the next attempt meets what is there then
  if (!existing) return failed('The contact in HubSpot that was in the way is not there.');
  const owner = claimedBy ?? existing.properties[LEAD_ID_PROPERTY];
  if (owner && owner !== lead.leadId) {
    return {
      kind: 'conflict',
      error: `CONFLICT (contact ${existingIdIn(conflict)} has the e-mail address and is another lead's)`,
    };
  }
  // with the name, and without what fills in for one
  const ours = leadProperties(account.fieldMapping, { ...lead, isNew: false, isNameLate: true });
  const persons = personProperties(account.fieldMapping);
  const names = nameProperties(account.fieldMapping);
  const isNamed = names.some((name) => existing.properties[name]);
  const isFree = (name: string): boolean => !existing.properties[name] && !(isNamed && names.includes(name));
  const written = Object.entries(ours).filter(([name]) => !persons.includes(name) || isFree(name));
  const properties = { ...Object.fromEntries(written), [LEAD_ID_PROPERTY]: lead.leadId };
  const keptFacts = keptFactsIn(account.fieldMapping, (name) => Boolean(existing.properties[name]));
  return { kind: 'row', row: { leadId: lead.leadId, contactId: existing.id, properties, keptFacts } };
}

const updateRows = (office: HubspotOffice, caller: Caller, rows: readonly Row[]): Promise<Map<string, RowOutcome>> =>
  writeBatch(rows, {
    idOf: ({ leadId }) => leadId,
    propertiesOf: ({ properties }) => properties,
    idOfRecord: ({ properties }) => properties[LEAD_ID_PROPERTY],
    send: (sent) =>
      callHubspot(office, caller, {
        perform: (api) =>
          api.contacts.update({
            inputs: sent.map(({ leadId, contactId, properties }) => ({
              ...{ id: contactId, objectWriteTraceId: leadId },
              properties: { ...properties },
            })),
          }),
        schema: batchSchema,
      }),
  });

/** Refused is one whose lead has a contact of its own beside this one: our id is unique. */
const linkOutcome = (outcome: RowOutcome, keptFacts: readonly KeptFact[]): LinkOutcome => {
  if (outcome.kind === 'written') return { ...outcome, keptFacts };
  return outcome.kind === 'refused'
    ? { kind: 'conflict', error: `CONFLICT (another contact has the e-mail address; ${describeError(outcome.error)})` }
    : outcome;
};

const failed = (message: string): LinkOutcome => ({ kind: 'failed', error: new TransientError(message) });
