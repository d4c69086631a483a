import type { Answer, Call } from '../harness/call.ts';
import type { LinkedInWorld } from './linkedin-world.ts';

const SIXTY_DAYS_S = 60 * 86_400;
const YEAR_S = 365 * 86_400;

const oauthError = (error: string, description: string): Answer => ({
  status: error === 'invalid_client' ? 401 : 400,
  body: { error, error_description: description },
});

/** A form, as OAuth 2 has it. The refresh token stays the same, and its end does not move. */
export function refreshToken(world: LinkedInWorld, call: Call): Answer {
  if (call.method !== 'POST') return { status: 405, body: { error: 'invalid_request' } };
  if (call.body.kind !== 'form') return oauthError('invalid_request', 'The request is not form-encoded');
  const { grant_type: grantType, refresh_token: token = '', client_id: clientId, client_secret: secret } = call.body.value;
  if (grantType !== 'refresh_token') return oauthError('unsupported_grant_type', 'Only refresh_token is played');
  if (!clientId) return oauthError('invalid_request', 'A required parameter "client_id" is missing');
  if (secret !== world.settings.clientSecret) return oauthError('invalid_client', 'Client authentication failed');
  const organization = /^li-refresh-(\d+)$/.exec(token)?.[1];
  if (organization === undefined || world.settings.consentEnded.includes(organization)) {
    return oauthError('invalid_grant', 'The provided refresh token is invalid, expired or revoked');
  }
  return {
    status: 200,
    body: {
      access_token: `li-sim-${organization}-${world.random.base62(12)}`,
      expires_in: SIXTY_DAYS_S,
      refresh_token: token,
      refresh_token_expires_in: YEAR_S,
      scope: 'r_organization_social,rw_organization_admin,w_organization_social',
    },
  };
}
