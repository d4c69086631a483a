import type { Usage } from '../crm-connector.ts';
import { batchSchema, type HubspotRecord } from './batch-answer.ts';
import { type Caller, callHubspot, type HubspotOffice, type Shut } from './call-hubspot.ts';
import type { Refused } from './read-failure.ts';

export interface SoughtContacts {
  readonly ids: readonly string[];
  /** A unique property that the ids are of; null for HubSpot's own ids. */
  readonly idProperty: string | null;
  readonly properties: readonly string[];
}

export type FoundContacts = ({ readonly kind: 'answered'; readonly value: readonly HubspotRecord[] } & Usage) | Refused | Shut;

/** At most a hundred contacts, of one call; one that is not there is not among them. Reads see what was written, unlike a search. */
export async function readContacts(
  office: HubspotOffice,
  caller: Caller,
  { ids, idProperty, properties }: SoughtContacts,
): Promise<FoundContacts> {
  // twice the same id would refuse the batch
  const inputs = [...new Set(ids)].map((id) => ({ id }));
  if (inputs.length === 0) return { kind: 'answered', value: [], quotaUsed: null };
  const answer = await callHubspot(office, caller, {
    perform: (api) =>
      api.contacts.read({
        ...{ inputs, properties: [...properties], propertiesWithHistory: [] },
        ...(idProperty === null ? {} : { idProperty }),
      }),
    schema: batchSchema,
  });
  return answer.kind === 'answered' ? { ...answer, value: answer.value.results } : answer;
}
