import type { Call } from '../harness/call.ts';
import type { FacebookWorld } from './facebook-world.ts';
import { GraphError } from './graph-error.ts';

/** The page that the call's token controls. */
export function authenticatePage(world: FacebookWorld, call: Call): string {
  const token = findToken(call);
  if (!token) throw new GraphError('An access token is required to request this resource.', 104);
  const pageId = /^EAAG-sim-([\w-]+)$/.exec(token)?.[1];
  if (!pageId) throw new GraphError('Invalid OAuth access token - Cannot parse access token', 190);
  if (world.settings.revokedPages.includes(pageId)) {
    throw new GraphError('Error validating access token: The session has been invalidated.', 190, 460);
  }
  return pageId;
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
