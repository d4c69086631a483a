import type { CrmStanding } from '../../standing/crm-standing.ts';
import type { CrmRecord, ReadLeads, SoughtLead } from '../crm-connector.ts';
import type { HubspotRecord } from './batch-answer.ts';
import type { Caller, HubspotOffice } from './call-hubspot.ts';
import { LEAD_ID_PROPERTY } from './own-properties.ts';
import { type FoundContacts, readContacts } from './read-contacts.ts';
import { describeError } from './read-failure.ts';

/** What HubSpot has of these leads: one read by our ids, and one by e-mail address for who stands there twice. */
export async function readLeads(office: HubspotOffice, caller: Caller, sought: readonly SoughtLead[]): Promise<ReadLeads> {
  const properties = Object.values(caller.account.fieldMapping).filter((property) => property !== null);
  const ours = await readContacts(office, caller, {
    ...{ ids: sought.map(({ leadId }) => leadId), idProperty: LEAD_ID_PROPERTY },
    properties: [...new Set([LEAD_ID_PROPERTY, 'lifecyclestage', 'hs_lead_status', ...properties])],
  });
  if (ours.kind !== 'answered') return refusalOf(ours);
  const emails = sought.flatMap(({ email }) => email?.toLowerCase() ?? []);
  const alike = await readContacts(office, caller, { ids: emails, idProperty: 'email', properties: ['email'] });
  if (alike.kind !== 'answered') return refusalOf(alike);
  const records = sought.flatMap(({ leadId, email }): CrmRecord[] => {
    const record = ours.value.find((each) => each.properties[LEAD_ID_PROPERTY] === leadId);
    if (!record) return [];
    const others = alike.value.filter(
      ({ id, properties: { email: other } }) => id !== record.id && other === email?.toLowerCase(),
    );
    const values = Object.fromEntries(properties.map((name) => [name, record.properties[name] ?? null]));
    return [{ leadId, externalId: record.id, values, doubles: others.map(({ id }) => id), standing: standingOf(record) }];
  });
  return { kind: 'read', records, quotaUsed: alike.quotaUsed ?? ours.quotaUsed };
}

/** Values of HubSpot's default properties (knowledge.hubspot.com/contacts/use-lifecycle-stages); an account's own stages are OPEN. */
const standingOf = ({ properties }: HubspotRecord): CrmStanding => {
  if (properties['lifecyclestage'] === 'customer' || properties['lifecyclestage'] === 'evangelist') return 'CUSTOMER';
  return properties['hs_lead_status'] === 'UNQUALIFIED' ? 'LOST' : 'OPEN';
};

const refusalOf = (answer: Exclude<FoundContacts, { kind: 'answered' }>) =>
  answer.kind === 'refused' ? ({ kind: 'rejected', error: describeError(answer.error) } as const) : answer;
