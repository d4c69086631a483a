import type { Answer, Call } from '../harness/call.ts';
import type { Member } from './authenticate-member.ts';
import { accessDenied, badRequest, LinkedInError } from './linkedin-error.ts';
import type { LinkedInWorld } from './linkedin-world.ts';
import { page } from './paging.ts';

const SIXTY_DAYS_MS = 60 * 86_400_000;
const ACTIONS = /^List\(([A-Z_]+(?:,[A-Z_]+)*)\)$/;
const RANGE = /^\(start:(\d{1,15}),end:(\d{1,15})\)$/;

/** What an organisation's webhooks were about, for 60 days, the latest first. */
export function answerNotifications(world: LinkedInWorld, member: Member, call: Call): Answer {
  if (call.method !== 'GET') throw new LinkedInError(405, 'Method not allowed');
  if (call.query.get('q') !== 'criteria') throw badRequest('No query finder for q was found', 'QUERY_PARAM_NOT_ALLOWED');
  const organization = `urn:li:organization:${member.organization}`;
  if (call.query.get('organizationalEntity') !== organization || !member.isAdministrator) {
    throw accessDenied('FINDER-criteria /organizationalEntityNotifications');
  }
  const actions = ACTIONS.exec(call.query.get('actions') ?? '')?.[1]?.split(',');
  if (!actions) throw badRequest('Invalid query parameter: actions is a List(...)', 'QUERY_PARAM_INVALID');
  const range = call.query.get('timeRange');
  const [, start = '0', end = String(Date.now())] = (range === null ? [] : RANGE.exec(range)) ?? [null];
  if (range !== null && !RANGE.test(range)) throw badRequest('Invalid query parameter: timeRange', 'QUERY_PARAM_INVALID');
  const oldest = Math.max(Number(start), Date.now() - SIXTY_DAYS_MS);
  const found = world.notifications
    .filter(
      ({ organizationalEntity, action, lastModifiedAt }) =>
        organizationalEntity === organization &&
        actions.includes(action) &&
        lastModifiedAt >= oldest &&
        lastModifiedAt <= Number(end),
    )
    .reverse();
  return { status: 200, body: page(call, found) };
}
