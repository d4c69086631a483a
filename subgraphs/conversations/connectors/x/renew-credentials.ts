import { z } from 'zod';
import { callPlatform } from '../call-platform.ts';
import type { ConnectedAccount, Renewal } from '../platform-connector.ts';
import type { XApi } from './x-client.ts';
import { credentialsOf, type XCredentials } from './x-credentials.ts';

const EARLIER_MS = 10 * 60_000;

const renewed = z.object({
  token_type: z.string().regex(/^bearer$/i),
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.int().min(60).max(31_536_000),
});
const refused = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) });

/** Before the access token ends; at once where nobody said when that is. */
export function renewAt(account: ConnectedAccount): Date | null {
  const { refreshToken, clientId, expiresAt } = credentialsOf(account);
  if (refreshToken === undefined || clientId === undefined) return null;
  return expiresAt === undefined ? new Date(0) : new Date(new Date(expiresAt).getTime() - EARLIER_MS);
}

/**
 * X gives a new refresh token with every access token and takes the old one no more. The window that is left: an answer that is lost may
 * have used the old one up, and then the next try is refused and a person has to connect the account again.
 */
export async function renewCredentials(api: XApi, account: ConnectedAccount, signal: AbortSignal): Promise<Renewal> {
  const { refreshToken, clientId } = credentialsOf(account);
  if (refreshToken === undefined || clientId === undefined) {
    return { kind: 'refused', error: 'The credentials have no refresh token and client id: give the channel new ones.' };
  }
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId });
  const url = new URL(`${api.apiUrl}/2/oauth2/token`);
  const answer = await callPlatform('X', { method: 'POST', url, headers: {}, body, signal });
  if (answer.kind !== 'answered') return { kind: 'unavailable', error: answer.what };
  const value = answer.status === 200 ? renewed.safeParse(answer.json) : null;
  if (value?.success) {
    const { access_token: accessToken, refresh_token: next = refreshToken, expires_in: seconds } = value.data;
    const expiresAt = new Date(api.nowMs() + seconds * 1000).toISOString();
    return { kind: 'renewed', credentials: { accessToken, refreshToken: next, clientId, expiresAt } satisfies XCredentials };
  }
  const refusal = refused.safeParse(answer.json);
  return refusal.success && (answer.status === 400 || answer.status === 401)
    ? { kind: 'refused', error: `X refuses the refresh token (${refusal.data.error}). Connect the account again.` }
    : { kind: 'unavailable', error: `X answered ${answer.status} when the token was to be renewed.` };
}
