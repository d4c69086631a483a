import { z } from 'zod';
import { callPlatform } from '../call-platform.ts';
import type { Renewal } from '../platform-connector.ts';
import type { LinkedInCredentials } from './credentials.ts';

const tokenSchema = z.object({
  access_token: z.string().min(1).max(2000),
  /** Seconds. */
  expires_in: z.int().positive(),
  refresh_token: z.string().min(1).max(2000).optional(),
});
const oauthErrorSchema = z.object({ error: z.string().max(100) });

/** Tokens are given out by the web site and not by the API's host. */
const signInUrl = (apiUrl: string): string => apiUrl.replace('//api.linkedin.com', '//www.linkedin.com');

/**
 * An access token lives 60 days. The refresh token is good for 365 days from the member's consent, however often it is used; then only the
 * member can give another one (learn.microsoft.com, programmatic refresh tokens).
 */
export async function renewToken(
  { apiUrl, clientSecret }: { readonly apiUrl: string; readonly clientSecret: string },
  credentials: LinkedInCredentials,
  now: () => Date,
  signal: AbortSignal,
): Promise<Renewal> {
  const { refreshToken, clientId } = credentials;
  if (refreshToken === undefined || clientId === undefined) {
    return {
      kind: 'refused',
      error: 'The access to LinkedIn cannot be renewed: give the channel credentials with refreshToken and clientId.',
    };
  }
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: clientId,
    client_secret: clientSecret,
  });
  const url = new URL(`${signInUrl(apiUrl)}/oauth/v2/accessToken`);
  const answer = await callPlatform('LinkedIn', { method: 'POST', url, headers: {}, body, signal });
  if (answer.kind !== 'answered') return { kind: 'unavailable', error: answer.what };
  const token = answer.status === 200 ? tokenSchema.safeParse(answer.json).data : undefined;
  if (token) {
    const expiresAt = new Date(now().getTime() + token.expires_in * 1000).toISOString();
    return {
      kind: 'renewed',
      credentials: {
        ...credentials,
        accessToken: token.access_token,
        expiresAt,
        ...(token.refresh_token !== undefined && { refreshToken: token.refresh_token }),
      },
    };
  }
  const refused = oauthErrorSchema.safeParse(answer.json);
  if (answer.status < 400 || answer.status >= 500 || answer.status === 429 || !refused.success) {
    return { kind: 'unavailable', error: `LinkedIn did not renew the access for the moment (${answer.status}).` };
  }
  return {
    kind: 'refused',
    error: `LinkedIn no longer renews the access (${refused.data.error}): that ends 365 days after the member's consent, or when it is taken back. Let the member sign in again and give the channel the new credentials.`,
  };
}
