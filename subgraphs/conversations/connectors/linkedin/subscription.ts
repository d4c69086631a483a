import { z } from 'zod';
import type { ConnectedAccount, Verification } from '../platform-connector.ts';
import { credentialsOf } from './credentials.ts';
import { callLinkedIn, type LinkedInAnswer } from './linkedin-client.ts';
import { encodeUrn } from './urns.ts';

interface Site {
  readonly apiUrl: string;
  readonly webhookUrl: string;
}

type Failed = { readonly kind: 'failed'; readonly answer: Exclude<LinkedInAnswer<unknown>, { kind: 'ok' }> };
type Role =
  | { readonly kind: 'administrator'; readonly member: string }
  | { readonly kind: 'none'; readonly error: string }
  | Failed;

const ORGANIZATION = /^urn:li:organization(?:Brand)?:\d+$/;
const rolesSchema = z.object({
  elements: z.array(
    z.object({
      role: z.string(),
      state: z.string(),
      roleAssignee: z.string(),
      organization: z.string().optional(),
      // an older spelling of the same
      organizationTarget: z.string().optional(),
    }),
  ),
});
const subscriptionSchema = z.object({ webhook: z.string(), expiresAt: z.int().optional() });

/** Which member the token is, and whether it administers the organisation. */
export async function checkRole(apiUrl: string, account: ConnectedAccount, signal: AbortSignal): Promise<Role> {
  const { accountId } = account;
  if (!ORGANIZATION.test(accountId)) {
    return { kind: 'none', error: "The account's id is to be the organisation's URN, such as urn:li:organization:123." };
  }
  const path = 'organizationAcls?q=roleAssignee&role=ADMINISTRATOR&state=APPROVED&start=0&count=100';
  const answer = await callLinkedIn(
    apiUrl,
    { method: 'GET', path, token: credentialsOf(account).accessToken, signal },
    rolesSchema,
  );
  if (answer.kind !== 'ok') return { kind: 'failed', answer };
  const role = answer.value.elements.find(
    (each) =>
      each.role === 'ADMINISTRATOR' && each.state === 'APPROVED' && (each.organization ?? each.organizationTarget) === accountId,
  );
  return role
    ? { kind: 'administrator', member: role.roleAssignee }
    : { kind: 'none', error: 'The access token is of a member who is no administrator of this organisation.' };
}

/** Has LinkedIn send the organisation's notifications to our webhook, which has to be registered there. The same again changes nothing. */
export async function subscribe(
  site: Site,
  account: ConnectedAccount,
  now: Date,
  signal: AbortSignal,
): Promise<Verification | Failed> {
  const role = await checkRole(site.apiUrl, account, signal);
  if (role.kind === 'failed') return role;
  if (role.kind === 'none') return { kind: 'refused', error: role.error };
  const call = {
    method: 'PUT',
    path: subscriptionPath(account, role.member),
    body: { webhook: site.webhookUrl },
    token: credentialsOf(account).accessToken,
    signal,
  } as const;
  // the answer has no body that could be told from another server's
  const answer = await callLinkedIn(site.apiUrl, call, z.unknown());
  return answer.kind === 'ok' ? readSubscription(site, account, role.member, now, signal) : { kind: 'failed', answer };
}

/**
 * A subscription ends without a word: with the member's role or grant, and at a time of its own. Who knows the `member` pays one call:
 * a heartbeat asks a thousand times a day, of a quota that is a day's.
 */
export async function checkSubscription(
  site: Site,
  account: ConnectedAccount,
  member: string | null,
  now: Date,
  signal: AbortSignal,
): Promise<(Verification & { readonly member?: string }) | Failed> {
  if (member !== null) return readSubscription(site, account, member, now, signal);
  const role = await checkRole(site.apiUrl, account, signal);
  if (role.kind === 'failed') return role;
  if (role.kind === 'none') return { kind: 'refused', error: role.error };
  const read = await readSubscription(site, account, role.member, now, signal);
  return read.kind === 'verified' ? { ...read, member: role.member } : read;
}

async function readSubscription(
  site: Site,
  account: ConnectedAccount,
  member: string,
  now: Date,
  signal: AbortSignal,
): Promise<Verification | Failed> {
  const call = {
    method: 'GET',
    path: subscriptionPath(account, member),
    token: credentialsOf(account).accessToken,
    signal,
  } as const;
  const answer = await callLinkedIn(site.apiUrl, call, subscriptionSchema);
  if (answer.kind === 'error' && answer.error.status === 404) return { kind: 'refused', error: ENDED };
  if (answer.kind !== 'ok') return { kind: 'failed', answer };
  const { expiresAt } = answer.value;
  return expiresAt !== undefined && expiresAt <= now.getTime() ? { kind: 'refused', error: ENDED } : { kind: 'verified' };
}

const ENDED = "LinkedIn's subscription to the organisation's comments has ended: connect the channel again.";

/** The key of a subscription: the parentheses are syntax, the URNs inside are encoded (learn.microsoft.com, organization social action notifications). */
function subscriptionPath(account: ConnectedAccount, member: string): string {
  const application = `urn:li:developerApplication:${credentialsOf(account).applicationId}`;
  const key = [
    `developerApplication:${encodeUrn(application)}`,
    `user:${encodeUrn(member)}`,
    `entity:${encodeUrn(account.accountId)}`,
    'eventType:ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS',
  ];
  return `eventSubscriptions/(${key.join(',')})`;
}
