import type { ParsedBody } from '../inbound-item.ts';
import { parseKeepingLongIds } from '../parse-keeping-long-ids.ts';
import { readAccountActivity } from './read-account-activity.ts';
import { readXActivity } from './read-x-activity.ts';
import { revocationItem } from './revocation-item.ts';
import { accountActivity, legacyRevocation, xActivity } from './webhook-schema.ts';

/** Reads a webhook of X in either of its envelopes. */
export function parseWebhook(body: Buffer): ParsedBody {
  let json: unknown;
  try {
    json = parseKeepingLongIds(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return wholeBodyFault(body, 'The body is not JSON.');
  }
  const event = xActivity.safeParse(json);
  if (event.success) return readXActivity(body, event.data.data);
  const lists = accountActivity.safeParse(json);
  if (lists.success) return readAccountActivity(body, lists.data.for_user_id, lists.data);
  const revoked = legacyRevocation.safeParse(json);
  if (revoked.success) return revocationOf(body, revoked.data.user_event.revoke);
  return wholeBodyFault(body, 'The body is none of X’s webhooks.');
}

const wholeBodyFault = (payload: Buffer, error: string): ParsedBody => ({
  parts: [],
  faults: [{ accountId: null, error, payload }],
});

/** The one event of Account Activity that names no `for_user_id`. */
function revocationOf(body: Buffer, { date_time: at, source }: { date_time: Date; source: { user_id: string } }): ParsedBody {
  const accountId = source.user_id;
  return { parts: [{ accountId, items: [revocationItem(accountId, at)], payload: () => body }], faults: [] };
}
