import type { Answer, Call } from '../harness/call.ts';
import type { Member } from './authenticate-member.ts';
import { badRequest, LinkedInError } from './linkedin-error.ts';
import { page } from './paging.ts';

/** The organisations that the member may act for. */
export function answerRoles(member: Member, call: Call): Answer {
  if (call.method !== 'GET') throw new LinkedInError(405, 'Method not allowed');
  if (call.query.get('q') !== 'roleAssignee') throw badRequest('No query finder for q was found', 'QUERY_PARAM_NOT_ALLOWED');
  const role = member.isAdministrator ? 'ADMINISTRATOR' : 'CONTENT_ADMIN';
  const mine = {
    role,
    state: 'APPROVED',
    roleAssignee: member.urn,
    organization: `urn:li:organization:${member.organization}`,
  };
  const isAsked = (name: 'role' | 'state'): boolean => [null, mine[name]].includes(call.query.get(name));
  return { status: 200, body: page(call, isAsked('role') && isAsked('state') ? [mine] : []) };
}
