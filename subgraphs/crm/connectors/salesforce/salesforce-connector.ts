import type { CrmConnector } from '../crm-connector.ts';
import { DailyQuota } from './daily-quota.ts';
import { EnteredFacts } from './entered-facts.ts';
import { logTask } from './log-task.ts';
import { readLeads } from './read-leads.ts';
import { RecordWriter } from './record-writer.ts';
import { parseSalesforceCredentials } from './salesforce-credentials.ts';
import { parseSalesforceMapping, previewLead } from './salesforce-fields.ts';
import { SalesforceSessions } from './salesforce-sessions.ts';
import { upsertLead } from './upsert-lead.ts';
import { verifyFields } from './verify-fields.ts';

const CALL_MS = 10_000;
const LOCK_RETRY_MS = 300;

export interface SalesforceTimes {
  /** How long an answer is waited for. */
  readonly callMs?: number;
  /** A locked row is tried again within this at first, then within twice as much each time. */
  readonly lockRetryMs?: number;
  readonly now?: () => number;
}

/** Salesforce through jsforce. `loginUrl` is where tokens come from; the instance to work with is named by the sign-in's answer. */
export function salesforceConnector(
  loginUrl: string,
  { callMs = CALL_MS, lockRetryMs = LOCK_RETRY_MS, now = Date.now }: SalesforceTimes = {},
): CrmConnector {
  const sessions = new SalesforceSessions(loginUrl, now);
  const office = { sessions, callMs, quota: new DailyQuota(now) };
  const desk = { office, writer: new RecordWriter(office, lockRetryMs), enteredFacts: new EnteredFacts(office) };
  return {
    kind: 'SALESFORCE',
    parseCredentials: parseSalesforceCredentials,
    parseFieldMapping: parseSalesforceMapping,
    // somebody waits for the answer, and it is two calls
    verify: (account, signal) => verifyFields(office, { account, signal, isHot: true }),
    // fields are made by an administrator there
    prepare: (account, signal) => verifyFields(office, { account, signal, isHot: true }),
    preview: previewLead,
    upsertLead: (account, lead, signal) => upsertLead(desk, { account, signal, isHot: lead.tier === 'HOT' }, lead),
    logActivity: (account, activity, signal) => logTask(desk, { account, signal, isHot: activity.isHot }, activity),
    readLeads: (account, leads, signal) => readLeads(office, { account, signal, isHot: false }, leads),
    forget: (connectionId) => sessions.forgetConnection(connectionId),
  };
}
