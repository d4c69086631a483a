import type { CrmRecord, ReadLeads, SoughtLead } from '../crm-connector.ts';
import type { Caller, HubspotOffice } from './call-hubspot.ts';
import { LEAD_ID_PROPERTY } from './own-properties.ts';
import { type FoundContacts, readContacts } from './read-contacts.ts';
import { describeError } from './read-failure.ts';

/** What HubSpot has of these leads: one read by our ids, and one by e-mail address for who stands there twice. */
export async function readLeads(office: HubspotOffice, caller: Caller, sought: readonly SoughtLead[]): Promise<ReadLeads> {
  const properties = Object.values(caller.account.fieldMapping).filter((property) => property !== null);
  const ours = await readContacts(office, caller, {
    ...{ ids: sought.map(({ leadId }) => leadId), idProperty: LEAD_ID_PROPERTY },
    properties: [LEAD_ID_PROPERTY, ...properties],
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
    return [{ leadId, externalId: record.id, values, doubles: others.map(({ id }) => id) }];
  });
  return { kind: 'read', records, quotaUsed: alike.quotaUsed ?? ours.quotaUsed };
}

const refusalOf = (answer: Exclude<FoundContacts, { kind: 'answered' }>) =>
  answer.kind === 'refused' ? ({ kind: 'rejected', error: describeError(answer.error) } as const) : answer;
