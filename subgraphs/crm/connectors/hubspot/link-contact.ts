import { TransientError } from '#kernel/errors/delivery-error.ts';
import type { CrmAccount, CrmLead, Refusal } from '../crm-connector.ts';
import { recordSchema } from './batch-answer.ts';
import { type Caller, callHubspot, type HubspotOffice } from './call-hubspot.ts';
import { leadProperties, nameProperties, personProperties } from './hubspot-fields.ts';
import { LEAD_ID_PROPERTY } from './own-properties.ts';
import { readContacts } from './read-contacts.ts';
import { describeError, existingIdIn, type HubspotError } from './read-failure.ts';

type Linked = { readonly kind: 'linked'; readonly externalId: string; readonly quotaUsed: number | null };

/**
 * Makes the contact that has the lead's e-mail address already this lead's, if it is no other lead's and the lead has none of its own: what
 * people entered there stays, and what is empty is filled. Two leads at the same moment may both find it free; the later one has it.
 */
export async function linkContact(
  office: HubspotOffice,
  caller: Caller,
  { account, lead, conflict }: { readonly account: CrmAccount; readonly lead: CrmLead; readonly conflict: HubspotError },
): Promise<Linked | Refusal> {
  const existingId = existingIdIn(conflict);
  if (existingId === null) throw new TransientError('HubSpot met another write of the same record.');
  // with the name, and without what fills in for one
  const ours = leadProperties(account.fieldMapping, { ...lead, isNew: false, isNameLate: true });
  const names = nameProperties(account.fieldMapping);
  const found = await readContacts(office, caller, {
    ...{ ids: [existingId], idProperty: null },
    properties: [LEAD_ID_PROPERTY, ...names, ...Object.keys(ours)],
  });
  if (found.kind === 'refused') return { kind: 'conflict', error: describeError(found.error) };
  if (found.kind !== 'answered') return found;
  const [existing] = found.value;
  if (!existing) throw new TransientError('The contact in HubSpot that was in the way is gone.');
  const owner = existing.properties[LEAD_ID_PROPERTY];
  if (owner && owner !== lead.leadId) {
    return { kind: 'conflict', error: `CONFLICT (contact ${existingId} has the e-mail address and is another lead's)` };
  }
  const persons = personProperties(account.fieldMapping);
  const isNamed = names.some((name) => existing.properties[name]);
  const isFree = (name: string): boolean => !existing.properties[name] && !(isNamed && names.includes(name));
  const written = Object.entries(ours).filter(([name]) => !persons.includes(name) || isFree(name));
  const answer = await callHubspot(office, caller, {
    perform: (api) =>
      api.contact.update(existing.id, { properties: { ...Object.fromEntries(written), [LEAD_ID_PROPERTY]: lead.leadId } }),
    schema: recordSchema,
  });
  if (answer.kind === 'answered') return { kind: 'linked', externalId: answer.value.id, quotaUsed: answer.quotaUsed };
  // the id is unique, and the lead has a contact of its own beside this one
  if (answer.kind === 'refused') {
    return { kind: 'conflict', error: `CONFLICT (contact ${existingId} has the e-mail address; ${describeError(answer.error)})` };
  }
  return answer;
}
