import type { ActivityOutcome, CrmActivityRecord } from '../crm-connector.ts';
import type { Caller } from './call-salesforce.ts';
import { findConvertedContact } from './converted-contact.ts';
import { hasCode } from './read-rest-error.ts';
import { ACTIVITY_ID_FIELD, clip } from './salesforce-fields.ts';
import type { LeadDesk } from './upsert-lead.ts';

// developer.salesforce.com, object reference, Task
const MAX_DESCRIPTION_LENGTH = 32_000;
const MAX_SUBJECT_LENGTH = 255;

/** Writes an activity as a Task by our id, at its lead or at the contact that the lead has become. */
export async function logTask(desk: LeadDesk, caller: Caller, activity: CrmActivityRecord): Promise<ActivityOutcome> {
  const { account, signal, isHot } = caller;
  const attempt = (whoId: string) => {
    const task = {
      object: 'Task',
      idField: ACTIVITY_ID_FIELD,
      id: activity.activityId,
      fields: taskFields(activity, whoId),
    } as const;
    return desk.writer.write({ account, isHot, ...task }, signal);
  };
  let outcome = await attempt(activity.leadExternalId);
  if (outcome.kind === 'refused' && hasCode(outcome, 'CANNOT_UPDATE_CONVERTED_LEAD')) {
    const found = await findConvertedContact(desk.office, caller, { field: 'Id', value: activity.leadExternalId });
    if (found.kind === 'refused') return found.refusal;
    outcome = await attempt(found.id);
  }
  if (outcome.kind === 'refused') return outcome.refusal;
  return { kind: 'done', externalId: outcome.id, quotaUsed: outcome.quotaUsed };
}

const taskFields = ({ subject, text, at }: CrmActivityRecord, whoId: string): Record<string, string> => ({
  Subject: clip(subject, MAX_SUBJECT_LENGTH),
  Description: clip(text, MAX_DESCRIPTION_LENGTH),
  Status: 'Completed',
  ActivityDate: at.toISOString().slice(0, 10),
  WhoId: whoId,
});
