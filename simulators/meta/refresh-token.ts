import type { Answer, Call } from '../harness/call.ts';
import { accountOfToken } from './authenticate-account.ts';
import { GraphError, invalidParameter } from './graph-error.ts';
import type { MetaWorld } from './meta-world.ts';

const sixtyDaysSeconds = 60 * 24 * 3600;

/** Another token for the same account, for 60 days; the old one goes on. */
export function refreshToken(world: MetaWorld, call: Call): Answer {
  if (call.method !== 'GET') throw new GraphError('Unsupported request - method type: post', 100);
  if (call.query.get('grant_type') !== 'ig_refresh_token') throw invalidParameter('Param grant_type is not valid');
  const token = call.query.get('access_token');
  if (!token) throw new GraphError('An access token is required to request this resource.', 104);
  const accountId = accountOfToken(world, token);
  const number = Math.floor(world.random.next() * 1e9);
  const renewed = `${world.surface.tokenPrefix}${accountId}.${number}`;
  return { status: 200, body: { access_token: renewed, token_type: 'bearer', expires_in: sixtyDaysSeconds } };
}
