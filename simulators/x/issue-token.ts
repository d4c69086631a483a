import type { Answer, Call } from '../harness/call.ts';
import type { XWorld } from './x-world.ts';

const scope = 'dm.read dm.write tweet.read tweet.write users.read like.read offline.access';

const oauthError = (status: number, error: string, description: string): Answer => ({
  status,
  body: { error, error_description: description },
});

/** `POST /2/oauth2/token` of a public client. `x-sim-refresh-<user id>` is the first refresh token of each user; each is good once. */
export function issueToken(world: XWorld, call: Call): Answer {
  if (call.method !== 'POST') return oauthError(405, 'invalid_request', 'Use POST.');
  if (call.body.kind !== 'form') return oauthError(400, 'invalid_request', 'Missing required parameter [grant_type].');
  const { grant_type: grantType, refresh_token: refreshToken, client_id: clientId } = call.body.value;
  if (grantType !== 'refresh_token') return oauthError(400, 'unsupported_grant_type', 'The grant type is not supported.');
  if (!clientId) return oauthError(401, 'unauthorized_client', 'Missing valid authorization header');
  const userId = /^x-sim-refresh-(\d{1,19})(-\w+)?$/.exec(refreshToken ?? '')?.[1];
  const isUsed = world.usedRefreshTokens.has(refreshToken ?? '');
  if (userId === undefined || isUsed || world.settings.revokedUsers.includes(userId)) {
    return oauthError(400, 'invalid_request', 'Value passed for the token was invalid.');
  }
  world.usedRefreshTokens.add(refreshToken ?? '');
  const seconds = world.settings.accessTokenSeconds;
  const accessToken = `x-sim-${userId}-${world.random.base62(60)}`;
  world.issued.set(accessToken, { userId, endsMs: Date.now() + seconds * 1000 });
  return {
    status: 200,
    headers: { 'cache-control': 'no-cache, no-store' },
    body: {
      token_type: 'bearer',
      expires_in: seconds,
      access_token: accessToken,
      scope,
      refresh_token: `x-sim-refresh-${userId}-${world.random.base62(60)}`,
    },
  };
}
