import type { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/objects/notes/index.js';
import type { ActivityOutcome, CrmActivityRecord } from '../crm-connector.ts';
import { accountKey } from './account-key.ts';
import { batchSchema } from './batch-answer.ts';
import { type Caller, callHubspot, type HubspotOffice } from './call-hubspot.ts';
import { activityIdOf, noteBody } from './note-body.ts';
import type { NoteIndex } from './note-index.ts';
import { readContacts } from './read-contacts.ts';
import { describeError } from './read-failure.ts';
import { type RowOutcome, writeBatch } from './write-batch.ts';

// an enum of the SDK, which is loaded with the first call
const HUBSPOT_DEFINED = 'HUBSPOT_DEFINED' as AssociationSpecAssociationCategoryEnum;
/** HubSpot's number of the association from a note to a contact. */
const NOTE_TO_CONTACT = 202;

export type ActivityResult = ActivityOutcome | { readonly kind: 'failed'; readonly error: unknown };

/**
 * Writes activities as notes at their contacts. HubSpot takes the same note twice, so a contact's notes are looked at before one is written:
 * an attempt before this one may have written it without our hearing of it. What is left is a write that HubSpot applies after it was given
 * up and after we looked.
 */
export async function logNotes(
  office: HubspotOffice,
  caller: Caller,
  index: NoteIndex,
  activities: readonly CrmActivityRecord[],
): Promise<ActivityResult[]> {
  const key = accountKey(caller.account);
  const known = (activity: CrmActivityRecord): ActivityOutcome | null => {
    const externalId = index.find(key, activity.activityId);
    return externalId === undefined ? null : { kind: 'done', externalId, quotaUsed: null };
  };
  const unknown = activities.filter((activity) => !known(activity));
  const looked = await index.look(
    office,
    caller,
    key,
    unknown.map(({ leadExternalId }) => leadExternalId),
  );
  if (looked.kind !== 'looked') {
    const refusal = looked.kind === 'refused' ? ({ kind: 'rejected', error: describeError(looked.error) } as const) : looked;
    return activities.map((activity) => known(activity) ?? refusal);
  }
  const outcomes = await createNotes(
    office,
    caller,
    unknown.filter((activity) => !known(activity)),
  );
  const results: ActivityResult[] = [];
  for (const activity of activities) {
    const outcome = outcomes.get(activity.activityId);
    if (outcome?.kind === 'written') index.note(key, activity.activityId, outcome.record.id);
    const result = outcome ? await resultOf(office, caller, activity, outcome) : known(activity);
    results.push(result ?? { kind: 'failed', error: new Error(`no row of ${activity.activityId}`) });
  }
  return results;
}

const createNotes = (
  office: HubspotOffice,
  caller: Caller,
  activities: readonly CrmActivityRecord[],
): Promise<Map<string, RowOutcome>> =>
  writeBatch(activities, {
    idOf: ({ activityId }) => activityId,
    propertiesOf: (activity) => noteInput(activity).properties,
    idOfRecord: ({ properties }) => activityIdOf(properties['hs_note_body']),
    send: (sent) =>
      callHubspot(office, caller, {
        perform: (api) => api.notes.create({ inputs: sent.map(noteInput) }),
        schema: batchSchema,
      }),
  });

const noteInput = (activity: CrmActivityRecord) => ({
  objectWriteTraceId: activity.activityId,
  properties: { hs_timestamp: activity.at.toISOString(), hs_note_body: noteBody(activity) },
  associations: [
    {
      to: { id: activity.leadExternalId },
      types: [{ associationCategory: HUBSPOT_DEFINED, associationTypeId: NOTE_TO_CONTACT }],
    },
  ],
});

/** HubSpot has several ways to say that a contact is not there: it is asked. */
async function resultOf(
  office: HubspotOffice,
  caller: Caller,
  { leadExternalId }: CrmActivityRecord,
  outcome: RowOutcome,
): Promise<ActivityResult> {
  if (outcome.kind === 'written') return { kind: 'done', externalId: outcome.record.id, quotaUsed: outcome.quotaUsed };
  if (outcome.kind !== 'refused') return outcome;
  try {
    const found = await readContacts(office, caller, { ids: [leadExternalId], idProperty: null, properties: [] });
    if (found.kind === 'answered' && found.value.length === 0) return { kind: 'gone', error: describeError(outcome.error) };
  } catch (error) {
    return { kind: 'failed', error };
  }
  return { kind: 'rejected', error: describeError(outcome.error) };
}
