import type { ActivityOutcome, CrmActivityRecord } from '../crm-connector.ts';
import { batchSchema } from './batch-answer.ts';
import { type Caller, callHubspot, type HubspotOffice } from './call-hubspot.ts';
import { noteBody } from './note-body.ts';
import { describeError } from './read-failure.ts';

const GONE = 'OBJECT_NOT_FOUND';

/** Puts another text into a note that stands. Our id stays in it. */
export async function rewriteNote(
  office: HubspotOffice,
  caller: Caller,
  noteId: string,
  activity: CrmActivityRecord,
): Promise<ActivityOutcome> {
  const input = { id: noteId, objectWriteTraceId: activity.activityId, properties: { hs_note_body: noteBody(activity) } };
  const answer = await callHubspot(office, caller, {
    perform: (api) => api.notes.update({ inputs: [input] }),
    schema: batchSchema,
  });
  if (answer.kind === 'refused') {
    return { kind: answer.status === 404 ? 'gone' : 'rejected', error: describeError(answer.error) };
  }
  if (answer.kind !== 'answered') return answer;
  const [record] = answer.value.results;
  if (record) return { kind: 'done', externalId: record.id, quotaUsed: answer.quotaUsed };
  const [error] = answer.value.errors;
  return { kind: error?.category === GONE ? 'gone' : 'rejected', error: error ? describeError(error) : 'no row' };
}
