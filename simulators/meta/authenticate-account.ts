import type { Call } from '../harness/call.ts';
import { GraphError } from './graph-error.ts';
import type { MetaWorld } from './meta-world.ts';

/** The account that the call's token controls. */
export function authenticateAccount(world: MetaWorld, call: Call): string {
  const token = findToken(call);
  if (!token) throw new GraphError('An access token is required to request this resource.', 104);
  return accountOfToken(world, token);
}

export function accountOfToken({ surface, settings }: MetaWorld, token: string): string {
  // a renewed token has a number behind the account
  const accountId = token.startsWith(surface.tokenPrefix)
    ? /^([\w-]+)(?:\.\d+)?$/.exec(token.slice(surface.tokenPrefix.length))?.[1]
    : undefined;
  if (!accountId) throw new GraphError('Invalid OAuth access token - Cannot parse access token', 190);
  if (settings.revokedAccounts.includes(accountId)) {
    throw new GraphError('Error validating access token: The session has been invalidated.', 190, 460);
  }
  if (settings.expiredAccounts.includes(accountId)) {
    throw new GraphError('Error validating access token: Session has expired.', 190, 463);
  }
  return accountId;
}

function findToken(call: Call): string | undefined {
  const inQuery = call.query.get('access_token');
  if (inQuery) return inQuery;
  const bearer = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(call.headers.authorization ?? '')?.[1];
  if (bearer) return bearer;
  const body = call.body.kind === 'json' || call.body.kind === 'form' ? call.body.value : undefined;
  if (body === null || typeof body !== 'object' || !('access_token' in body)) return undefined;
  return typeof body.access_token === 'string' ? body.access_token : undefined;
}
