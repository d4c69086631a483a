import type { ActivityOutcome, CrmActivityRecord, CrmConnector, LeadOutcome, Verification } from '../crm-connector.ts';
import { GatheredCalls } from '../gather-calls.ts';
import { accountKey } from './account-key.ts';
import type { Caller, HubspotOffice } from './call-hubspot.ts';
import { HubspotAccounts } from './hubspot-accounts.ts';
import { parseHubspotCredentials } from './hubspot-credentials.ts';
import { leadProperties, parseHubspotMapping } from './hubspot-fields.ts';
import { HubspotQuota } from './hubspot-quota.ts';
import { HubspotSessions } from './hubspot-sessions.ts';
import { type ActivityResult, logNotes } from './log-notes.ts';
import { NoteIndex } from './note-index.ts';
import { describeError } from './read-failure.ts';
import { readLeads } from './read-leads.ts';
import { rewriteNote } from './rewrite-note.ts';
import { type LeadItem, type LeadResult, upsertContacts } from './upsert-contacts.ts';
import { verifyAccount } from './verify-account.ts';

const CALL_MS = 10_000;
/** What one batch of HubSpot's holds. */
const MAX_BATCH = 100;

interface ActivityItem {
  readonly account: LeadItem['account'];
  readonly activity: CrmActivityRecord;
}

/** HubSpot through the classes of `@hubspot/api-client`: leads are contacts, activities are notes. `callMs`: how long an answer is waited for. */
export function hubspotConnector(
  baseUrl: string,
  { callMs = CALL_MS, now = Date.now }: { readonly callMs?: number; readonly now?: () => number } = {},
): CrmConnector {
  const sessions = new HubspotSessions(baseUrl, now);
  const accounts = new HubspotAccounts(now);
  const notes = new NoteIndex();
  const quota = new HubspotQuota(now, (account) => accounts.untilNextDayMs(account));
  const office: HubspotOffice = { baseUrl, sessions, callMs, quota };

  const verify = async (caller: Caller, makesMissing: boolean): Promise<Verification> => {
    // asked before anything is written: it is what says when the account's day ends, too
    const details = await accounts.read(office, caller);
    if (details.kind === 'answered') {
      const verification = await verifyAccount(office, caller, makesMissing);
      // contacts are numbered anew in every account: the same number is somebody else there
      return verification.kind === 'ok' ? { kind: 'ok', accountId: String(details.value.portalId) } : verification;
    }
    const code = details.kind === 'refused' ? describeError(details.error) : details.error;
    return { kind: 'refused', fault: 'credentials', error: `HubSpot does not accept the credentials (${code}).` };
  };
  const leads = new GatheredCalls<LeadItem, LeadResult>({
    atMost: MAX_BATCH,
    call: async (items, signal) => {
      const [first] = items;
      if (!first) return [];
      const caller = { account: first.account, signal };
      const details = await accounts.read(office, caller);
      if (details.kind === 'answered') return upsertContacts(office, caller, details.value, items);
      const refusal: LeadOutcome =
        details.kind === 'refused' ? { kind: 'unauthorized', error: describeError(details.error) } : details;
      return items.map(() => refusal);
    },
  });
  const activities = new GatheredCalls<ActivityItem, ActivityResult>({
    atMost: MAX_BATCH,
    call: async (items, signal) => {
      const [first] = items;
      if (!first) return [];
      return logNotes(
        office,
        { account: first.account, signal },
        notes,
        items.map(({ activity }) => activity),
      );
    },
  });

  return {
    kind: 'HUBSPOT',
    parseCredentials: parseHubspotCredentials,
    parseFieldMapping: parseHubspotMapping,
    verify: async (account, signal) => verify({ account, signal }, false),
    prepare: async (account, signal) => verify({ account, signal }, true),
    preview: leadProperties,
    upsertLead: async (account, lead, signal) => {
      const isUrgent = lead.tier === 'HOT';
      const tooMany = quota.refuse(account, isUrgent);
      if (tooMany) return tooMany;
      const entry = { group: accountKey(account), record: lead.leadId, isUrgent, item: { account, lead } };
      return outcomeOf<LeadOutcome>(await leads.add(entry, signal));
    },
    logActivity: async (account, activity, signal) => {
      const { activityId: record, isHot: isUrgent } = activity;
      const tooMany = quota.refuse(account, isUrgent);
      if (tooMany) return tooMany;
      const entry = { group: accountKey(account), record, isUrgent, item: { account, activity } };
      return outcomeOf<ActivityOutcome>(await activities.add(entry, signal));
    },
    rewriteActivity: async (account, noteId, activity, signal) =>
      quota.refuse(account, activity.isHot) ?? rewriteNote(office, { account, signal }, noteId, activity),
    readLeads: async (account, sought, signal) => quota.refuse(account, false) ?? readLeads(office, { account, signal }, sought),
    forget: (connectionId) => {
      for (const kept of [sessions, accounts, quota, notes]) kept.forgetConnection(connectionId);
    },
  };
}

/** Rows of one batch end apart: one that failed throws at its own caller. */
function outcomeOf<Outcome extends { readonly kind: string }>(
  result: Outcome | { readonly kind: 'failed'; readonly error: unknown },
): Outcome {
  if (isFailed(result)) throw result.error;
  return result;
}

const isFailed = (result: { readonly kind: string }): result is { readonly kind: 'failed'; readonly error: unknown } =>
  result.kind === 'failed';
